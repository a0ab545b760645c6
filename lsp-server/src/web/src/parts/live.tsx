// Keeps an open page in step with the log, and says what changed. Asks only while it is looked at.
import type { VNode } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { forgetAnswers, get } from '../api/client';
import type { Change, ChangePage } from '../api/types';
import { useStrings } from '../i18n/language';
import { Follower, kHoldS } from '../model/follow';
import type { Resource } from './resource';

const kLongAwayMs = 30_000;
/** The next page is there by then. */
const kLingerMs = 2000;

const ask = (after: number | undefined, signal: AbortSignal): Promise<ChangePage> =>
  get<ChangePage>(`/v1/changes?${new URLSearchParams({ brief: 'true', limit: '200', ...(after === undefined ? {} : { after: String(after), wait: String(kHoldS) }) })}`, signal, false);

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((done) => {
    const end = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
      removeEventListener('online', end);
      done();
    };
    const timer = setTimeout(end, ms);
    signal.addEventListener('abort', end);
    addEventListener('online', end);
  });
}

/** A page that follows. */
interface Watcher {
  concerns(change: Change): boolean;
  look(): Promise<boolean>;
  connected(is: boolean): void;
}

// One question for the whole application: going from page to page leaves it standing, so that the
// server holds one for each window, and nothing is missed on the way.
const watchers = new Set<Watcher>();
let asking: AbortController | undefined;
let connectedNow = true;

async function tell(changes: readonly Change[] | 'all'): Promise<boolean> {
  if (changes === 'all' || changes.some((one) => one.kind === 'call.erased' || one.kind === 'access.changed')) forgetAnswers();
  const looks = [...watchers].filter((watcher) => changes === 'all' || changes.some((one) => watcher.concerns(one))).map((watcher) => watcher.look());
  return (await Promise.all(looks)).every(Boolean);
}

const follower = new Follower({ ask, pause, now: () => performance.now(), random: Math.random }, tell, (is) => {
  connectedNow = is;
  for (const watcher of watchers) watcher.connected(is);
});

function turn(): void {
  const wanted = watchers.size > 0 && document.visibilityState !== 'hidden';
  if (wanted && !asking) {
    asking = new AbortController();
    void follower.run(asking.signal);
  } else if (!wanted && asking) {
    asking.abort();
    asking = undefined;
  }
}

function watch(watcher: Watcher): () => void {
  if (watchers.size === 0) document.addEventListener('visibilitychange', turn);
  watchers.add(watcher);
  turn();
  return () => {
    watchers.delete(watcher);
    setTimeout(() => {
      if (watchers.size === 0) document.removeEventListener('visibilitychange', turn);
      turn();
    }, kLingerMs);
  };
}

/**
 * `concerns`: is this change about what is shown? `look` then looks again, and answers whether it
 * could. False as a result: the server has not answered for a while.
 */
export function useLive(concerns: (change: Change) => boolean, look: () => Promise<boolean>): boolean {
  const [connected, setConnected] = useState(connectedNow);
  const latest = useRef({ concerns, look });
  latest.current = { concerns, look };
  useEffect(() => watch({ concerns: (change) => latest.current.concerns(change), look: () => latest.current.look(), connected: setConnected }), []);
  return connected;
}

/** Keeps a list of passages in step with their calls; where the reader is in it stays. */
export function useListLive<T>(resource: Resource<T>, callsOf: (value: T) => readonly string[]): VNode {
  const s = useStrings();
  const [news, setNews] = useState(false);
  const connected = useLive(
    (change) => !change.kind.startsWith('spec.') && resource.value !== undefined && callsOf(resource.value).includes(change.object),
    async () => {
      const answer = await resource.refresh();
      if (answer.outcome === 'changed') setNews(true);
      return answer.outcome !== 'failed';
    },
  );
  return <LiveNotice text={news ? s.live.list : ''} connected={connected} onClose={() => setNews(false)} />;
}

/** Looks again when somebody comes back to a page that stood open for a while. */
export function useFreshWhenBack(refresh: () => Promise<unknown>): void {
  const latest = useRef(refresh);
  latest.current = refresh;
  useEffect(() => {
    let left = 0;
    const turned = (): void => {
      if (document.visibilityState === 'hidden') left = Date.now();
      else if (left > 0 && Date.now() - left > kLongAwayMs) void latest.current();
    };
    document.addEventListener('visibilitychange', turned);
    return () => document.removeEventListener('visibilitychange', turned);
  }, []);
}

/** What changed, told aloud at once and shown until it is closed; nothing moves because of it. */
export function LiveNotice({ text, connected, onClose }: { text: string; connected: boolean; onClose(): void }) {
  const s = useStrings();
  const shown = text !== '' ? text : connected ? '' : s.live.away;
  return (
    <div class="live" role="status" aria-label={s.live.title}>
      {shown !== '' && (
        <div class={text !== '' ? 'live-note' : 'live-note away'}>
          <p>{shown}</p>
          {text !== '' && (
            <button type="button" class="button quiet small" onClick={onClose} aria-label={s.live.dismiss}>
              <span aria-hidden="true">✕</span>
            </button>
          )}
        </div>
      )}
    </div>
  );
}
