// Which page an address means. Pages come in files of their own, asked for when needed.
import type { ComponentType } from 'preact';

export interface PageProps {
  /** The id in the address, if it has one. */
  id: string;
  query: URLSearchParams;
}

export type PageName = 'overview' | 'call' | 'spec' | 'my' | 'log' | 'search' | 'privacy' | 'login';

export interface Match {
  page: PageName;
  id: string;
}

export function matchPath(path: string): Match | undefined {
  const clean = path.replace(/\/+$/, '') || '/';
  const fixed: Record<string, PageName> = { '/': 'overview', '/my': 'my', '/log': 'log', '/search': 'search', '/privacy': 'privacy', '/login': 'login', '/calls': 'search', '/specs': 'overview' };
  if (Object.hasOwn(fixed, clean)) return { page: fixed[clean] ?? 'overview', id: '' };
  const match = /^\/(calls|specs)\/([^/]+)$/.exec(clean);
  if (!match) return undefined;
  try {
    return { page: match[1] === 'calls' ? 'call' : 'spec', id: decodeURIComponent(match[2] ?? '') };
  } catch {
    return undefined;
  }
}

type Loaded = { default: ComponentType<PageProps> };

export const kPages: Record<PageName, () => Promise<Loaded>> = {
  overview: () => import('../pages/overview'),
  call: () => import('../pages/call'),
  spec: () => import('../pages/spec'),
  my: () => import('../pages/my'),
  log: () => import('../pages/log'),
  search: () => import('../pages/search'),
  privacy: () => import('../pages/privacy'),
  login: () => import('../pages/login'),
};

/** What a page asks the server first, so that it can be asked before the page's own file is there. */
export function firstRequest(match: Match, query: URLSearchParams): string | undefined {
  switch (match.page) {
    case 'overview': return '/v1/report';
    case 'call': return `/v1/calls/${encodeURIComponent(match.id)}`;
    case 'spec': return `/v1/specs/${encodeURIComponent(match.id)}`;
    case 'my': return '/v1/my/accounts';
    case 'search': return searchRequest(query);
    default: return undefined;
  }
}

export function searchRequest(query: URLSearchParams): string {
  const words = (query.get('q') ?? '').trim();
  if (words !== '') return `/v1/search?${new URLSearchParams({ q: words, limit: '40' })}`;
  const type = query.get('type') ?? '';
  return `/v1/calls?${new URLSearchParams({ ...(type === '' ? {} : { type }), limit: '30' })}`;
}
