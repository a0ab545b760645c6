// The owner's switch: who sees the call, until when it is kept back, and who has opened it.
import { useState } from 'preact/hooks';
import { ApiError, get, send } from '../api/client';
import type { AuditEntry, CallView, Page } from '../api/types';
import { useStrings } from '../i18n/language';
import { kSwitchLevels } from '../model/levels';
import { plain } from '../model/plain';
import { formatInstant } from '../model/when';
import { useSession } from '../shell/session';
import { Trouble } from './trouble';

export function OwnerPanel({ view, onChange }: { view: CallView; onChange(): void }) {
  const s = useStrings();
  const { say } = useSession();
  const now = view.call.visibility;
  const embargoNow = now?.embargo_until ?? '';
  const [level, setLevel] = useState<string>(now?.level ?? '');
  const [embargo, setEmbargo] = useState(embargoNow === '' ? '' : embargoNow === 'closed' ? 'closed' : 'day');
  const [day, setDay] = useState(embargoNow !== 'closed' ? embargoNow : '');
  const [why, setWhy] = useState('');
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<ApiError>();
  const [audit, setAudit] = useState<AuditEntry[]>();

  const save = async (): Promise<void> => {
    setBusy(true);
    setError(undefined);
    try {
      await send<CallView>({
        method: 'POST',
        path: `/v1/calls/${encodeURIComponent(view.call.id)}/switch`,
        body: { level: level === '' ? null : level, embargo_until: embargo === 'day' ? day : embargo, reason: why },
      });
      say(s.call.saved);
      setWhy('');
      onChange();
    } catch (failed) {
      setError(failed instanceof ApiError ? failed : new ApiError('unexpected', {}, ''));
    } finally {
      setBusy(false);
    }
  };
  const showAudit = async (): Promise<void> => {
    try {
      setAudit((await get<Page<AuditEntry>>(`/v1/calls/${encodeURIComponent(view.call.id)}/audit`)).items);
    } catch (failed) {
      setError(failed instanceof ApiError ? failed : new ApiError('unexpected', {}, ''));
    }
  };

  return (
    <section class="side-box" aria-labelledby="owner-title">
      <h2 id="owner-title">{s.call.owners}</h2>
      {view.is_owner && <p class="muted small">{s.call.ownersHelp}</p>}
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <label class="field">
          <span class="label">{s.call.whoSees}</span>
          <select value={level} onChange={(event) => setLevel(event.currentTarget.value)}>
            <option value="">{s.call.whoSeesDefault}</option>
            {kSwitchLevels.map((one) => <option value={one}>{s.levels.name[one]}</option>)}
          </select>
        </label>
        <label class="field">
          <span class="label">{s.call.embargo}</span>
          <select value={embargo} onChange={(event) => setEmbargo(event.currentTarget.value)}>
            <option value="">{s.call.embargoNone}</option>
            <option value="closed">{s.call.embargoClosed}</option>
            <option value="day">{s.call.embargoDate}</option>
          </select>
        </label>
        {embargo === 'day' && (
          <label class="field">
            <span class="label">{s.call.embargoDay}</span>
            <input type="date" required value={day} onInput={(event) => setDay(event.currentTarget.value)} />
          </label>
        )}
        <label class="field">
          <span class="label">{s.call.reason}</span>
          <input type="text" required maxLength={300} value={why} onInput={(event) => setWhy(event.currentTarget.value)} aria-describedby="reason-hint" />
          <span class="hint" id="reason-hint">{s.call.reasonHint}</span>
        </label>
        <button type="submit" class="button" disabled={busy}>{s.call.save}</button>
      </form>
      {error && <Trouble error={error} inline />}
      <h3>{s.call.audit}</h3>
      {audit === undefined ? (
        <button type="button" class="button quiet small" onClick={() => void showAudit()} aria-label={`${s.call.auditShow}: ${s.call.audit}`}>{s.call.auditShow}</button>
      ) : audit.length === 0 ? (
        <p class="muted small">{s.call.auditNone}</p>
      ) : (
        <div class="scroll" tabIndex={0} role="region" aria-label={s.call.audit}>
          <table class="audit">
            <thead>
              <tr><th scope="col">{s.call.auditWhen}</th><th scope="col">{s.call.auditWho}</th><th scope="col">{s.call.auditWhat}</th></tr>
            </thead>
            <tbody>
              {audit.map((entry) => (
                <tr>
                  <td><time dateTime={entry.at}>{formatInstant(entry.at, s.locale)}</time></td>
                  <td>{plain(entry.actor)}</td>
                  <td>
                    {s.call.auditAction[entry.action] ?? plain(entry.action)}
                    {entry.reason ? <span class="muted small"> ({plain(entry.reason)})</span> : null}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}
