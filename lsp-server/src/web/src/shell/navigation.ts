// Where the reader is. Links are ordinary links; those within these pages change the page
// without loading everything anew.
import { useEffect, useState } from 'preact/hooks';

export interface Place {
  path: string;
  query: string;
  hash: string;
  /** How the reader came here: a link starts at the top, going back does not. */
  by: 'load' | 'link' | 'history';
}

const here = (by: Place['by']): Place => ({ path: location.pathname, query: location.search, hash: location.hash, by });

const listeners = new Set<(place: Place) => void>();
const tell = (by: Place['by']): void => {
  const place = here(by);
  for (const listener of listeners) listener(place);
};

export function go(address: string, { replace = false } = {}): void {
  if (replace) history.replaceState(null, '', address);
  else history.pushState(null, '', address);
  tell('link');
}

/** Changes what stands after #, and nothing on screen. */
export function noteHash(hash: string): void {
  history.replaceState(history.state, '', hash === '' ? `${location.pathname}${location.search}` : `#${hash}`);
}

function followed(event: MouseEvent): void {
  if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  const link = event.target instanceof Element ? event.target.closest('a') : null;
  if (!link || link.target !== '' || link.hasAttribute('download') || link.origin !== location.origin || link.pathname.startsWith('/v1/')) return;
  if (link.pathname === location.pathname && link.search === location.search && link.hash !== '') return; // the browser's own
  event.preventDefault();
  go(link.href);
}

export function usePlace(): Place {
  const [place, setPlace] = useState(() => here('load'));
  useEffect(() => {
    const moved = (): void => tell('history');
    listeners.add(setPlace);
    addEventListener('popstate', moved);
    document.addEventListener('click', followed);
    return () => {
      listeners.delete(setPlace);
      removeEventListener('popstate', moved);
      document.removeEventListener('click', followed);
    };
  }, []);
  return place;
}
