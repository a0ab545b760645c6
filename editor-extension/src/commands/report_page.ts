// The report is a page of its own with its styles in it; here it may not fetch anything, and all
// that runs is one listener of ours that tells which spec was clicked.
import * as path from 'node:path';

const kListener = `const editor = acquireVsCodeApi();
document.addEventListener('click', (event) => {
  const link = event.target instanceof Element ? event.target.closest('a.spec') : null;
  if (link === null) return;
  event.preventDefault();
  event.stopPropagation();
  editor.postMessage({ kind: 'open-spec', href: link.getAttribute('href') });
}, true);`;

/** `nonce` is new for each page: nothing that stands in the report can know it. */
export function withPolicy(html: string, nonce: string): string {
  const policy = `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:; script-src 'nonce-${nonce}'; base-uri 'none'; form-action 'none'">`;
  const script = `<script nonce="${nonce}">${kListener}</script>`;
  const page = html.replace(/<meta[^>]*http-equiv=["']?content-security-policy[^>]*>/gi, '');
  const head = /<head[^>]*>/i.exec(page);
  if (head === null) return `<!DOCTYPE html><html><head>${policy}</head><body>${page}${script}</body></html>`;
  const at = head.index + head[0].length;
  const end = page.lastIndexOf('</body>');
  const last = end < at ? page.length : end;
  return page.slice(0, at) + policy + page.slice(at, last) + script + page.slice(last);
}

/**
 * The file that a link of the report means, as an absolute path; `folder` is where the report lies.
 * A message of the page, looked at before it is believed.
 */
export function specOf(message: unknown, folder: string): string | undefined {
  if (typeof message !== 'object' || message === null) return undefined;
  const { kind, href } = message as Record<string, unknown>;
  if (kind !== 'open-spec' || typeof href !== 'string' || !/^\.\.?\//.test(href)) return undefined;
  try {
    const relative = decodeURIComponent(href);
    return relative.includes('\0') ? undefined : path.posix.join(folder, relative);
  } catch {
    return undefined; // no percent-encoding
  }
}

/** What is left of `file` below `folder`; undefined if it lies elsewhere. */
export function below(file: string, folder: string): string | undefined {
  const relative = path.posix.relative(folder, file);
  return relative === '' || relative.startsWith('../') || relative === '..' || path.posix.isAbsolute(relative) ? undefined : relative;
}

/** The sentence with which the program ended, without its name; notes may stand before it. */
export function lastSentence(stderr: string): string {
  const lines = stderr.split('\n').map((line) => line.trim()).filter((line) => line !== '');
  const own = lines.filter((line) => line.startsWith('whyspec: '));
  return (own[own.length - 1] ?? lines[lines.length - 1] ?? '').replace(/^whyspec: /, '');
}
