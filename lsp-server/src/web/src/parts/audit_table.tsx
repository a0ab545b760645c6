// The audit log as a table: newest first, older entries when they are asked for.
import type { ComponentChildren } from 'preact';
import { useEffect, useMemo, useState } from 'preact/hooks';
import { ApiError, get } from '../api/client';
import type { AuditEntry, Page } from '../api/types';
import { useStrings } from '../i18n/language';
import { useTrust } from '../i18n/trust';
import { auditLines } from '../model/audit';
import { plain } from '../model/plain';
import { formatDay, formatInstant } from '../model/when';
import { Trouble } from './trouble';

const kAtOnce = 100;

/** `path`: of the list, with its filters. `round`: another number asks anew. */
export function AuditTable({ path, round = 0, label, empty, extra }: {
  path: string;
  round?: number;
  label: string;
  empty: string;
  /** A column more: its heading, and its cell. */
  extra?: { title: string; cell(entry: AuditEntry): ComponentChildren };
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
  const action = extra ? t.audit.action : s.call.auditAction;
  if (error) return <Trouble error={error} inline onRetry={() => void load(null)} />;
  if (entries === undefined) return <p class="muted" role="status">{s.states.loading}</p>;
  if (lines.length === 0) return <p class="muted">{empty}</p>;
  return (
    <>
      <div class="scroll" tabIndex={0} role="region" aria-label={label}>
        <table class="audit">
          <thead>
            <tr>
              <th scope="col">{s.call.auditWhen}</th>
              <th scope="col">{s.call.auditWho}</th>
              <th scope="col">{s.call.auditWhat}</th>
              {extra && <th scope="col">{extra.title}</th>}
            </tr>
          </thead>
          <tbody>
            {lines.map(({ entry, times }) => (
              <tr key={entry.number}>
                <td class="nowrap"><time dateTime={entry.at}>{times > 1 ? formatDay(entry.at, s.locale) : formatInstant(entry.at, s.locale)}</time></td>
                <td>
                  {plain(entry.actor)}
                  {entry.role ? <span class="muted small block">{s.roles[entry.role as keyof typeof s.roles] ?? plain(entry.role)}</span> : null}
                </td>
                <td>
                  {action[entry.action] ?? plain(entry.action)}
                  {times > 1 ? `, ${t.audit.times(times)}` : ''}
                  {entry.level && Object.hasOwn(s.levels.short, entry.level) ? <span class="muted small block">{s.levels.short[entry.level as keyof typeof s.levels.short]}</span> : null}
                  {entry.reason ? <span class="muted small block" dir="auto">{plain(entry.reason)}</span> : null}
                </td>
                {extra && <td>{extra.cell(entry)}</td>}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {next !== null && next !== '' && <button type="button" class="button small" disabled={busy} onClick={() => void load(next)}>{busy ? s.states.loading : t.audit.more}</button>}
    </>
  );
}
