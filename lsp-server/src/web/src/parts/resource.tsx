// What an address of the API answers: shown from memory at once when it is known, asked again always.
import type { ComponentChildren } from 'preact';
import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { ApiError, get, remembered } from '../api/client';
import { useSession } from '../shell/session';
import { useStrings } from '../i18n/language';
import { Trouble } from './trouble';

export interface Resource<T> {
  value: T | undefined;
  error: ApiError | undefined;
  reload(): void;
  /** Looks again and leaves what is shown alone until something newer is there. */
  refresh(): Promise<Refreshed<T>>;
}

/** `gone`: it is no longer there for this reader. `failed`: nobody knows. */
export type Refreshed<T> = { outcome: 'same' | 'failed' } | { outcome: 'changed'; before: T | undefined; after: T } | { outcome: 'gone'; error: ApiError };

const kGone: readonly string[] = ['gone', 'not_found', 'forbidden'];

/** `stays`: what is shown stays when it is gone; whoever refreshes says so. */
export function useResource<T>(path: string | undefined, { stays = false } = {}): Resource<T> {
  const { onSignedOut } = useSession();
  const [state, setState] = useState<{ path?: string | undefined; value?: T | undefined; error?: ApiError | undefined }>({});
  const [round, setRound] = useState(0);
  useEffect(() => {
    if (path === undefined) return undefined;
    const stop = new AbortController();
    get<T>(path, stop.signal).then(
      (value) => setState({ path, value }),
      (error: unknown) => {
        if (stop.signal.aborted) return;
        const failed = error instanceof ApiError ? error : new ApiError('unexpected', { detail: String(error) }, '');
        if (failed.failure === 'signed_out') onSignedOut();
        setState({ path, error: failed });
      },
    );
    return () => stop.abort();
  }, [path, round]);
  const reload = useCallback(() => {
    // A failure gives way to the wait; what is shown stays until something newer is there.
    setState((before) => (before.error ? {} : before));
    setRound((before) => before + 1);
  }, []);
  const current = path === undefined ? {} : state.path === path ? state : { value: remembered<T>(path) };
  const shown = useRef<T | undefined>(undefined);
  shown.current = current.value;
  const refresh = useCallback(async (): Promise<Refreshed<T>> => {
    if (path === undefined) return { outcome: 'same' };
    const before = shown.current;
    try {
      const after = await get<T>(path);
      if (before !== undefined && (after === before || JSON.stringify(after) === JSON.stringify(before))) return { outcome: 'same' };
      setState({ path, value: after });
      return { outcome: 'changed', before, after };
    } catch (failed) {
      if (!(failed instanceof ApiError)) return { outcome: 'failed' };
      if (failed.failure === 'signed_out') onSignedOut();
      if (!kGone.includes(failed.failure)) return { outcome: 'failed' };
      if (!stays) setState({ path, error: failed });
      return { outcome: 'gone', error: failed };
    }
  }, [path]);
  return { value: current.value, error: current.error, reload, refresh };
}

/** One of: what went wrong, a calm wait, the content. */
export function Shown<T>({ resource, children, inline = false }: {
  resource: Resource<T>;
  children: (value: T) => ComponentChildren;
  /** The page has its heading already. */
  inline?: boolean;
}) {
  const s = useStrings();
  if (resource.error) return <Trouble error={resource.error} onRetry={resource.reload} inline={inline} />;
  if (resource.value === undefined) {
    return (
      <div class="waiting" role="status">
        <span class="waiting-text">{s.states.loading}</span>
        <span class="bone" aria-hidden="true" />
        <span class="bone" aria-hidden="true" />
        <span class="bone" aria-hidden="true" />
      </div>
    );
  }
  return (
    <>
      {children(resource.value)}
      <Useful />
    </>
  );
}

let noted = false;

/** Notes, once, when the first content of the page stands: browsers' tools and tests read it. */
function Useful() {
  useLayoutEffect(() => {
    if (!noted) performance.mark('useful');
    noted = true;
  }, []);
  return null;
}
