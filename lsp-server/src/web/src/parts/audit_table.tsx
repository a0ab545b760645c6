// The audit log as a table: newest first, older entries when they are asked for.
import type { ComponentChildren } from 'preact';
import { useEffect, useMemo, useState } from 'preact/hooks';
import { ApiError, get } from '../api/client';
import type { AuditEntry, Page } from '../api/types';
import { useStrings } from '../i18n/language';
import { useTrust } from '../i18n/trust';
import { auditLines } from '../model/audit';
import { specPath } from '../model/call_path';
import { plain } from '../model/plain';
import { formatDay, formatInstant } from '../model/when';
import { Trouble } from './trouble';

const kAtOnce = 100;

/** What the server notes itself is put in the reader's language; what people wrote stays as it is. */
function Reason({ text, action }: { text: string; action: string }) {
  const s = useStrings();
  const t = useTrust();
  const spec = /^spec:(\S+)$/.exec(text)?.[1];
  if (spec !== undefined) return <span class="muted small block"><a href={specPath(spec)}>{spec}</a></span>;
  const whom = action === 'grant' || action === 'revoke' ? /^(?:to|from) (role )?(.+)$/.exec(text) : null;
  const name = whom?.[1] ? t.sharing.everyone(s.roles[whom[2] as keyof typeof s.roles] ?? whom[2] ?? '') : (whom?.[2] ?? '');
  return <span class="muted small block" dir="auto">{whom ? t.audit.whom(name) : text}</span>;
}

/** `path`: of the list, with its filters. `round`: another number asks anew. */
export function AuditTable({ path, round = 0, label, empty, object }: {
  path: string;
  round?: number;
  label: string;
  empty: string;
  /** Said of many things at once, each line names its own. */
  object?: (entry: AuditEntry) => ComponentChildren;
}) {
  const s = useStrings();
  const t = useTrust();
  const [entries, setEntries] = useState<AuditEntry[]>();
  const [next, setNext] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<ApiError>();
  const lines = useMemo(() => auditLines(entries ?? []), [entries]);
  const load = async (before: string | null, signal?: AbortSignal): Promise<void> => {
    setBusy(true);
    setError(undefined);
    try {
      const question = new URLSearchParams({ order: 'newest', limit: String(kAtOnce), ...(before === null ? {} : { before }) });
      const page = await get<Page<AuditEntry>>(`${path}${path.includes('?') ? '&' : '?'}${question}`, signal, false);
      setEntries((known) => (before === null ? page.items : [...(known ?? []), ...page.items]));
      setNext(page.next);
    } catch (failed) {
      if (signal?.aborted) return;
      setError(failed instanceof ApiError ? failed : new ApiError('unexpected', {}, ''));
    }
    setBusy(false);
  };
  useEffect(() => {
    const stop = new AbortController();
    void load(null, stop.signal);
    return () => stop.abort();
  }, [path, round]);
  const action = object ? t.audit.action : s.call.auditAction;
  if (error) return <Trouble error={error} inline onRetry={() => void load(null)} />;
  if (entries === undefined) return <p class="muted" role="status">{s.states.loading}</p>;
  if (lines.length === 0) return <p class="muted">{empty}</p>;
  return (
    <>
      <div class="scroll" tabIndex={0} role="group" aria-label={label}>
        <table class="audit">
          <thead>
            <tr>
              <th scope="col">{s.call.auditWhen}</th>
              <th scope="col">{s.call.auditWho}</th>
              <th scope="col">{s.call.auditWhat}</th>
            </tr>
          </thead>
          <tbody>
            {lines.map(({ entry, times }) => (
              <tr key={entry.number}>
                <td class="when"><time dateTime={entry.at}>{times > 1 ? formatDay(entry.at, s.locale, 'short') : formatInstant(entry.at, s.locale, 'short')}</time></td>
                <td>
                  {plain(entry.actor)}
                  {entry.role ? <span class="muted small block role">{s.roles[entry.role as keyof typeof s.roles] ?? plain(entry.role)}</span> : null}
                </td>
                <td>
                  {action[entry.action] ?? plain(entry.action)}{object ? <> {object(entry)}</> : null}
                  {times > 1 ? `, ${t.audit.times(times)}` : ''}
                  {entry.level && Object.hasOwn(s.levels.short, entry.level) ? <span class="muted small block">{s.levels.short[entry.level as keyof typeof s.levels.short]}</span> : null}
                  {entry.reason ? <Reason text={plain(entry.reason)} action={entry.action} /> : null}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {next !== null && next !== '' && <button type="button" class="button small" disabled={busy} onClick={() => void load(next)}>{busy ? s.states.loading : t.audit.more}</button>}
    </>
  );
}
