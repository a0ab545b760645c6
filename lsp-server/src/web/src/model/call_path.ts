// Addresses of pages, and the calls that links in a spec mean.

export const callPath = (id: string, anchor = ''): string => `/calls/${encodeURIComponent(id)}${anchor ? `#${anchor}` : ''}`;
export const sharingPath = (id: string): string => `/calls/${encodeURIComponent(id)}?view=sharing`;
export const specPath = (id: string): string => `/specs/${encodeURIComponent(id)}`;
export const searchPath = (query: string): string => (query ? `/search?q=${encodeURIComponent(query)}` : '/search');

export interface CallLink {
  call: string;
  anchor: string;
}

/** What a link's address means: a call of the log, a page to open, or nothing that may be followed. */
export type Target = { kind: 'call'; link: CallLink } | { kind: 'web'; href: string } | { kind: 'here'; href: string } | { kind: 'none' };

const kCallFile = /\.(call\.yaml|md|json|vtt|srt|txt)$/i;

export function targetOf(address: string, known: (call: string) => boolean = () => false): Target {
  // Browsers drop these before they read the scheme: java\nscript: is javascript: to them.
  const clean = address.replace(/[\u0000-\u0020\u007f]/g, '');
  const cut = clean.indexOf('#');
  const anchor = cut < 0 ? '' : clean.slice(cut + 1);
  const path = cut < 0 ? clean : clean.slice(0, cut);
  if (/^call:/i.test(path)) {
    const call = path.slice('call:'.length);
    return call ? { kind: 'call', link: { call, anchor } } : { kind: 'none' };
  }
  if (/^https?:\/\//i.test(clean)) {
    try {
      return { kind: 'web', href: new URL(clean).href };
    } catch {
      return { kind: 'none' };
    }
  }
  if (clean.startsWith('#')) return { kind: 'here', href: clean };
  if (/^[a-z][a-z0-9+.-]*:/i.test(clean) || clean.startsWith('//')) return { kind: 'none' };
  // A path in the repository: only those that are calls of the log can be shown here.
  let name = path.split('/').pop() ?? '';
  try {
    name = decodeURIComponent(name);
  } catch {
    return { kind: 'none' };
  }
  const call = name.replace(kCallFile, '').toLowerCase();
  return kCallFile.test(name) && known(call) ? { kind: 'call', link: { call, anchor } } : { kind: 'none' };
}
