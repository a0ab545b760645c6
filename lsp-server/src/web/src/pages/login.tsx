// Sign in with the link somebody was given: /login#TOKEN. The token leaves the address before
// anything else happens, and is kept nowhere.
import { useEffect, useState } from 'preact/hooks';
import { ApiError, signIn } from '../api/client';
import { useStrings } from '../i18n/language';
import { PageTitle } from '../parts/basics';
import { Trouble } from '../parts/trouble';
import { go } from '../shell/navigation';
import type { PageProps } from '../shell/routes';
import { useSession } from '../shell/session';

/** Where to go after signing in: only pages of this server. */
export function safeNext(next: string | null): string {
  if (next === null || !next.startsWith('/')) return '/';
  try {
    const url = new URL(next, location.origin);
    return url.origin === location.origin && !url.pathname.startsWith('/login') && !url.pathname.startsWith('/v1/') ? `${url.pathname}${url.search}${url.hash}` : '/';
  } catch {
    return '/';
  }
}

function takeToken(): string {
  const token = location.hash.replace(/^#/, '');
  if (token !== '') history.replaceState(null, '', `${location.pathname}${location.search}`);
  try {
    return decodeURIComponent(token);
  } catch {
    return token;
  }
}

export default function Login({ query }: PageProps) {
  const s = useStrings();
  const { onSignedIn } = useSession();
  const [token] = useState(takeToken);
  const [typed, setTyped] = useState('');
  const [state, setState] = useState<'idle' | 'opening' | 'refused' | 'empty'>(token === '' ? 'idle' : 'opening');
  const [error, setError] = useState<ApiError>();

  const open = async (secret: string): Promise<void> => {
    setState('opening');
    setError(undefined);
    try {
      await signIn(secret.trim());
      await onSignedIn();
      go(safeNext(query.get('next')), { replace: true });
    } catch (failed) {
      const reason = failed instanceof ApiError ? failed : new ApiError('unexpected', {}, '');
      if (['signed_out', 'forbidden', 'invalid', 'not_found'].includes(reason.failure)) setState('refused');
      else {
        setState('idle');
        setError(reason);
      }
    }
  };
  useEffect(() => {
    if (token !== '') void open(token);
  }, []);

  if (state === 'opening') {
    return (
      <div class="empty page-narrow">
        <PageTitle text={s.login.title} />
        <p role="status">{s.login.opening}</p>
      </div>
    );
  }
  return (
    <div class="page-narrow login">
      <PageTitle text={state === 'refused' ? s.login.failedTitle : s.login.title} />
      <p id="login-help" {...(state === 'refused' ? { role: 'alert' as const } : {})}>
        {state === 'refused' ? s.login.failed : s.login.noToken}
      </p>
      {error && <Trouble error={error} inline />}
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (typed.trim() === '') setState('empty');
          else void open(typed);
        }}
      >
        <label class="field">
          <span class="label">{s.login.field}</span>
          <input
            type="password"
            autocomplete="off"
            value={typed}
            onInput={(event) => setTyped(event.currentTarget.value)}
            aria-describedby="login-hint"
            {...(state === 'empty' ? { 'aria-invalid': true } : {})}
          />
          <span class="hint" id="login-hint" {...(state === 'empty' ? { role: 'alert' as const } : {})}>
            {state === 'empty' ? s.login.empty : s.login.hint}
          </span>
        </label>
        <button type="submit" class="button primary">
          {s.login.submit}
        </button>
      </form>
    </div>
  );
}
