// The first script: asks for what the address needs at once, then draws.
import { render } from 'preact';
import { prefetch, whoAmI } from './api/client';
import { App } from './shell/app';
import { firstRequest, kPages, matchPath } from './shell/routes';

const match = matchPath(location.pathname);
// A sign-in page asks nothing before the token is in. Failures are told by whoever shows the answer.
const me = match?.page === 'login' ? undefined : whoAmI();
me?.catch(() => undefined);
if (match) {
  const path = firstRequest(match, new URLSearchParams(location.search));
  void kPages[match.page]();
  if (path !== undefined) prefetch(path);
}
const root = document.getElementById('app');
if (root) render(<App me={me} />, root);
