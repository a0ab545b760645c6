// What an address of the API answers: shown from memory at once when it is known, asked again always.
import type { ComponentChildren } from 'preact';
import { useCallback, useEffect, useLayoutEffect, useState } from 'preact/hooks';
import { ApiError, get, remembered } from '../api/client';
import { useSession } from '../shell/session';
import { useStrings } from '../i18n/language';
import { Trouble } from './trouble';

export interface Resource<T> {
  value: T | undefined;
  error: ApiError | undefined;
  reload(): void;
}

export function useResource<T>(path: string | undefined): Resource<T> {
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
  if (path === undefined) return { value: undefined, error: undefined, reload };
  const current = state.path === path ? state : { value: remembered<T>(path) };
  return { value: current.value, error: current.error, reload };
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
