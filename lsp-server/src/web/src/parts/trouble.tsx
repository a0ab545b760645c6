// What went wrong, in plain words, with what to do and the number of the request.
import { useEffect } from 'preact/hooks';
import type { ApiError } from '../api/client';
import { useStrings } from '../i18n/language';
import { plain } from '../model/plain';

export function Trouble({ error, onRetry, inline = false }: { error: ApiError; onRetry?: (() => void) | undefined; inline?: boolean }) {
  const s = useStrings();
  const title = s.states.errorTitle[error.failure];
  useEffect(() => {
    if (!inline) document.title = `${title} · Whyspec`;
  }, [title, inline]);
  const gone = error.problem.gone ?? '';
  const said = error.failure === 'gone' && Object.hasOwn(s.states.gone, gone) ? s.states.gone[gone] : s.states.error[error.failure];
  // Of a refusal the server's own sentence names the thing; of a breakdown it helps nobody.
  const detail = ['invalid', 'too_large', 'conflict', 'unexpected', 'forbidden'].includes(error.failure) ? plain(error.problem.detail ?? '') : '';
  const Title = inline ? 'p' : 'h1';
  return (
    <div class={inline ? 'trouble inline' : 'trouble'} role="alert">
      <Title class="trouble-title" {...(inline ? {} : { tabIndex: -1, 'data-page-title': '' })}>{title}</Title>
      <p>{said}</p>
      {error.retryAfter !== undefined && <p>{s.states.wait(error.retryAfter)}</p>}
      {detail !== '' && <p class="trouble-detail">{detail}</p>}
      {(error.problem.errors ?? []).length > 0 && (
        <ul class="trouble-list">
          {(error.problem.errors ?? []).slice(0, 20).map((one) => (
            <li>
              {one.pointer ? <code>{plain(one.pointer)}</code> : null} {plain(one.detail)}
            </li>
          ))}
        </ul>
      )}
      {onRetry && !['gone', 'not_found', 'forbidden', 'signed_out'].includes(error.failure) && (
        <button type="button" class="button" onClick={onRetry}>
          {s.states.retry}
        </button>
      )}
      {!inline && ['gone', 'not_found', 'forbidden'].includes(error.failure) && (
        <div class="row">
          <a class="button" href="/">{s.shell.toOverview}</a>
          <a class="button" href="/search">{s.shell.search}</a>
        </div>
      )}
      {error.requestId !== '' && (
        <p class="request-id">
          {s.states.requestId} <code>{plain(error.requestId)}</code>
        </p>
      )}
    </div>
  );
}
