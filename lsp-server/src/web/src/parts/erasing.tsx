// What erasing does, and the confirmation that it is meant.
import { useId, useState } from 'preact/hooks';
import type { ApiError } from '../api/client';
import type { Erased } from '../api/types';
import { useStrings } from '../i18n/language';
import { useTrust } from '../i18n/trust';
import { specPath } from '../model/call_path';
import { plain } from '../model/plain';
import { formatInstant } from '../model/when';
import { Trouble } from './trouble';

const kShown = 20;

/** Ids that lead to pages; the rest is counted. */
export function Ids({ ids, path }: { ids: readonly string[]; path(id: string): string }) {
  const t = useTrust();
  return (
    <ul class="id-list">
      {ids.slice(0, kShown).map((id) => <li><a href={path(id)}>{plain(id)}</a></li>)}
      {ids.length > kShown && <li class="muted">{t.privacy.more(ids.length - kShown)}</li>}
    </ul>
  );
}

export function Confirm({ effects, button, busy, error, reasonKnown, onErase, onCancel }: {
  effects: readonly string[];
  button: string;
  busy: boolean;
  error: ApiError | undefined;
  /** Asked before already. */
  reasonKnown?: string;
  onErase(reason: string): void;
  onCancel?: () => void;
}) {
  const s = useStrings();
  const t = useTrust();
  const id = useId();
  const [sure, setSure] = useState(false);
  const [reason, setReason] = useState('');
  const [wrong, setWrong] = useState<{ sure: boolean; reason: boolean }>({ sure: false, reason: false });
  const why = reasonKnown ?? reason;
  return (
    <form
      class="confirm"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        const missing = { sure: !sure, reason: why.trim() === '' };
        setWrong(missing);
        if (missing.reason) document.getElementById(`${id}-reason`)?.focus();
        else if (missing.sure) document.getElementById(`${id}-sure`)?.focus();
        else onErase(why.trim());
      }}
    >
      <h3>{t.erase.effects}</h3>
      <ul class="effects">{effects.map((one) => <li>{one}</li>)}</ul>
      {reasonKnown === undefined && (
        <div class="field">
          <label class="label" for={`${id}-reason`}>{t.erase.reason}</label>
          <input id={`${id}-reason`} type="text" maxLength={300} autocomplete="off" value={reason} onInput={(event) => setReason(event.currentTarget.value)} aria-describedby={`${id}-reason-hint`} aria-invalid={wrong.reason && why.trim() === ''} />
          <span class="hint" id={`${id}-reason-hint`}>{t.erase.reasonHint}</span>
          {wrong.reason && why.trim() === '' && <span class="field-error" role="alert">{t.sharing.reasonMissing}</span>}
        </div>
      )}
      <div class="field">
        <label class="check">
          <input id={`${id}-sure`} type="checkbox" checked={sure} onChange={(event) => setSure(event.currentTarget.checked)} aria-invalid={wrong.sure && !sure} />
          <span>{t.erase.confirm}</span>
        </label>
        {wrong.sure && !sure && <span class="field-error" role="alert">{t.erase.confirmMissing}</span>}
      </div>
      {error && <Trouble error={error} inline />}
      <div class="row">
        <button type="submit" class="button danger" disabled={busy}>{busy ? t.erase.working : button}</button>
        {onCancel && <button type="button" class="button" onClick={onCancel}>{t.erase.cancel}</button>}
        {busy && <span class="visually-hidden" role="status">{s.states.loading}</span>}
      </div>
    </form>
  );
}

/** What was done, and what the server cannot do. */
export function Erasure({ erased, at }: { erased: Erased; at: string }) {
  const s = useStrings();
  const t = useTrust();
  return (
    <>
      <p>{t.erase.done}</p>
      {erased.specs.length > 0 ? (
        <>
          <p>{t.erase.doneSpecs}</p>
          <Ids ids={erased.specs} path={specPath} />
        </>
      ) : (
        <p>{t.erase.doneNoSpecs}</p>
      )}
      <h2>{t.erase.next}</h2>
      <ul class="effects">{t.erase.nextSteps.map((one) => <li>{one}</li>)}</ul>
      <p class="muted small">{t.erase.proof(formatInstant(at, s.locale))}</p>
    </>
  );
}
