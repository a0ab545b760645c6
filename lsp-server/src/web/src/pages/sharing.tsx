// For the owner of a call, and for data protection: who sees how much, to whom it was opened, who
// has read it, and erasing it.
import { useId, useState } from 'preact/hooks';
import { ApiError, newKey, send } from '../api/client';
import type { CallView, Erased, Grant, Level, Page, Reader, Role } from '../api/types';
import { useStrings } from '../i18n/language';
import { useTrust } from '../i18n/trust';
import { callPath, specPath } from '../model/call_path';
import { kSwitchLevels } from '../model/levels';
import { plain } from '../model/plain';
import { citingSpecs } from '../model/transcript';
import { formatDay } from '../model/when';
import { AuditTable } from '../parts/audit_table';
import { LevelChip, PageTitle } from '../parts/basics';
import { Confirm, Erasure, Ids } from '../parts/erasing';
import { Shown, useResource } from '../parts/resource';
import { Trouble } from '../parts/trouble';
import { useSession } from '../shell/session';

const kRoles: readonly Role[] = ['sales', 'product', 'engineering', 'founder', 'dpo'];
const kConsents = ['unknown', 'informed', 'consented', 'refused', 'withdrawn'] as const;
const failure = (failed: unknown): ApiError => (failed instanceof ApiError ? failed : new ApiError('unexpected', {}, ''));

function Readers({ items }: { items: readonly Reader[] }) {
  const s = useStrings();
  const t = useTrust();
  const why = (reader: Reader): string => {
    if (reader.person !== '' && reader.role === null) return t.sharing.noToken;
    if (reader.withheld !== '') return reader.withheld === 'owner' ? t.sharing.byOwner : (s.levels.withheld[reader.withheld] ?? '');
    if (reader.is_owner) return t.sharing.itsOwner;
    if (reader.person === '') return '';
    return t.sharing.byName;
  };
  return (
    <div class="scroll" tabIndex={0} role="group" aria-labelledby="now-title">
      <table class="readers">
        <thead>
          <tr><th scope="col">{t.sharing.who}</th><th scope="col">{t.sharing.sees}</th></tr>
        </thead>
        <tbody>
          {items.map((reader) => (
            <tr key={`${reader.person}/${reader.role ?? ''}`}>
              <th scope="row" dir="auto">
                {reader.person === '' ? t.sharing.others[reader.role ?? 'ci'] : plain(reader.person)}
                {reader.person !== '' && reader.role ? <span class="muted small block">{s.roles[reader.role]}</span> : null}
              </th>
              <td><LevelChip level={reader.level} />{why(reader) !== '' && <> <span class="muted small because">{why(reader)}</span></>}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface Edits {
  level?: string;
  embargo?: '' | 'closed' | 'day';
  day?: string;
  consent?: string;
  retention?: string;
}

/** Only what is touched is sent: what somebody else changes meanwhile stays as they want it. */
function Switch({ view, onSaved }: { view: CallView; onSaved(): void }) {
  const s = useStrings();
  const t = useTrust();
  const { say } = useSession();
  const id = useId();
  const [edits, setEdits] = useState<Edits>({});
  const [reason, setReason] = useState('');
  const [wrong, setWrong] = useState('');
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<ApiError>();
  const now = view.call.visibility;
  const embargoNow = now?.embargo_until ?? '';
  const level = edits.level ?? now?.level ?? '';
  const embargo = edits.embargo ?? (embargoNow === '' ? '' : embargoNow === 'closed' ? 'closed' : 'day');
  const day = edits.day ?? (embargoNow === 'closed' ? '' : embargoNow);
  const consent = edits.consent ?? view.call.consent?.status ?? 'unknown';
  const retention = edits.retention ?? now?.retention_until ?? '';
  const edit = (more: Edits): void => {
    setEdits((before) => ({ ...before, ...more }));
    setWrong('');
  };
  const body = (): Record<string, unknown> => ({
    ...(level === (now?.level ?? '') ? {} : { level: level === '' ? null : level }),
    ...((embargo === 'day' ? day : embargo) === embargoNow ? {} : { embargo_until: embargo === 'day' ? day : embargo }),
    ...(consent === (view.call.consent?.status ?? 'unknown') ? {} : { consent }),
    ...(retention === (now?.retention_until ?? '') ? {} : { retention_until: retention === '' ? null : retention }),
  });
  const save = async (): Promise<void> => {
    const to = body();
    const missing = embargo === 'day' && day === '' ? t.sharing.dayMissing : Object.keys(to).length === 0 ? t.sharing.nothingChanged : reason.trim() === '' ? t.sharing.reasonMissing : '';
    setWrong(missing);
    if (missing !== '') {
      document.getElementById(embargo === 'day' && day === '' ? `${id}-day` : Object.keys(to).length === 0 ? `${id}-level-${level || 'none'}` : `${id}-reason`)?.focus();
      return;
    }
    setBusy(true);
    setError(undefined);
    try {
      await send<CallView>({ method: 'POST', path: `/v1/calls/${encodeURIComponent(view.call.id)}/switch`, body: { ...to, reason: reason.trim() } });
      say(s.call.saved);
      setEdits({});
      setReason('');
      onSaved();
    } catch (failed) {
      setError(failure(failed));
    } finally {
      setBusy(false);
    }
  };
  const closes = consent === 'refused' || consent === 'withdrawn';
  return (
    <form class="switch" noValidate onSubmit={(event) => { event.preventDefault(); void save(); }}>
      <fieldset class="ladder">
        <legend class="label">{s.call.whoSees}</legend>
        {(['aggregate', 'alias', 'named', 'transcript', ''] as const).map((one) => (
          <label class="rung">
            <input id={`${id}-level-${one || 'none'}`} type="radio" name={`${id}-level`} value={one} checked={level === one} onChange={() => edit({ level: one })} />
            <span>
              <strong>{one === '' ? s.call.whoSeesDefault : s.levels.name[one]}</strong>
              <span class="hint">{t.sharing.ladder[one]}</span>
            </span>
          </label>
        ))}
      </fieldset>
      <div class="switch-fields">
        <label class="field">
          <span class="label">{s.call.embargo}</span>
          <select value={embargo} onChange={(event) => edit({ embargo: event.currentTarget.value as '' | 'closed' | 'day' })}>
            <option value="">{s.call.embargoNone}</option>
            <option value="closed">{s.call.embargoClosed}</option>
            <option value="day">{s.call.embargoDate}</option>
          </select>
        </label>
        {embargo === 'day' && (
          <label class="field">
            <span class="label">{s.call.embargoDay}</span>
            <input id={`${id}-day`} type="date" value={day} onInput={(event) => edit({ day: event.currentTarget.value })} />
          </label>
        )}
        <div class="field">
          <label class="label" for={`${id}-consent`}>{t.sharing.consent}</label>
          <select id={`${id}-consent`} value={consent} onChange={(event) => edit({ consent: event.currentTarget.value })} aria-describedby={closes ? `${id}-closes` : undefined}>
            {kConsents.map((one) => <option value={one}>{s.call.consentStatus[one] ?? one}</option>)}
          </select>
          {closes && <span class="warn-text small" id={`${id}-closes`} role="status">{t.sharing.consentCloses}</span>}
        </div>
        <div class="field">
          <label class="label" for={`${id}-keep`}>{t.sharing.retention} <span class="muted">({t.sharing.optional})</span></label>
          <input id={`${id}-keep`} type="date" value={retention} onInput={(event) => edit({ retention: event.currentTarget.value })} aria-describedby={`${id}-keep-hint`} />
          <span class="hint" id={`${id}-keep-hint`}>{t.sharing.retentionHint}</span>
        </div>
      </div>
      <div class="field">
        <label class="label" for={`${id}-reason`}>{s.call.reason}</label>
        <input id={`${id}-reason`} type="text" maxLength={300} autocomplete="off" value={reason} onInput={(event) => { setReason(event.currentTarget.value); setWrong(''); }} aria-describedby={`${id}-reason-hint`} aria-invalid={wrong === t.sharing.reasonMissing} />
        <span class="hint" id={`${id}-reason-hint`}>{s.call.reasonHint}</span>
      </div>
      {wrong !== '' && <p class="field-error" role="alert">{wrong}</p>}
      {error && <Trouble error={error} inline />}
      <button type="submit" class="button primary" disabled={busy}>{s.call.save}</button>
    </form>
  );
}

function Grants({ view, items, onChange }: { view: CallView; items: readonly Grant[]; onChange(): void }) {
  const s = useStrings();
  const t = useTrust();
  const { say } = useSession();
  const id = useId();
  const [role, setRole] = useState<Role | ''>('');
  const [person, setPerson] = useState('');
  const [level, setLevel] = useState<Level>('transcript');
  const [until, setUntil] = useState('');
  const [missing, setMissing] = useState(false);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<ApiError>();
  const path = `/v1/calls/${encodeURIComponent(view.call.id)}/grants`;
  const nameOf = (grant: Pick<Grant, 'person' | 'role'>): string => (grant.role ? t.sharing.everyone(s.roles[grant.role]) : plain(grant.person));
  const act = async (sent: Parameters<typeof send>[0], sentence: string): Promise<void> => {
    setBusy(true);
    setError(undefined);
    try {
      await send(sent);
      say(sentence);
      setPerson('');
      setUntil('');
      onChange();
    } catch (failed) {
      setError(failure(failed));
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
      {items.length === 0 ? (
        <p>{t.sharing.grantsNone}</p>
      ) : (
        <ul class="grants">
          {items.map((grant) => (
            <li key={grant.id}>
              <span>
                <strong dir="auto">{nameOf(grant)}</strong> <LevelChip level={grant.level} />
                <span class="muted small block">
                  {[grant.call === '' ? t.sharing.grantAccount : '', grant.until ? t.sharing.grantUntil(formatDay(grant.until, s.locale)) : '', t.sharing.grantBy(plain(grant.by), formatDay(grant.at, s.locale))].filter(Boolean).join(' · ')}
                </span>
              </span>
              <button type="button" class="button small" disabled={busy} aria-label={t.sharing.takeBackFrom(nameOf(grant))} onClick={() => void act({ method: 'DELETE', path: `${path}/${grant.id}` }, t.sharing.takenBack(nameOf(grant)))}>
                {t.sharing.takeBack}
              </button>
            </li>
          ))}
        </ul>
      )}
      <form
        class="grant-form"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          const nobody = role === '' && person.trim() === '';
          setMissing(nobody);
          if (nobody) {
            document.getElementById(`${id}-person`)?.focus();
            return;
          }
          const to = role === '' ? { person: person.trim() } : { role };
          void act({ method: 'POST', path, body: { ...to, level, ...(until === '' ? {} : { until }) }, key: newKey() }, t.sharing.opened(nameOf({ person, role: role === '' ? null : role })));
        }}
      >
        <label class="field">
          <span class="label">{t.sharing.toWhom}</span>
          <select value={role} onChange={(event) => { setRole(event.currentTarget.value as Role | ''); setMissing(false); }}>
            <option value="">{t.sharing.aPerson}</option>
            {kRoles.map((one) => <option value={one}>{t.sharing.everyone(s.roles[one])}</option>)}
          </select>
        </label>
        {role === '' && (
          <div class="field">
            <label class="label" for={`${id}-person`}>{t.sharing.person}</label>
            <input id={`${id}-person`} type="text" maxLength={200} autocomplete="off" autocapitalize="off" value={person} onInput={(event) => { setPerson(event.currentTarget.value); setMissing(false); }} aria-describedby={`${id}-person-hint`} aria-invalid={missing} />
            <span class="hint" id={`${id}-person-hint`}>{t.sharing.personHint}</span>
            {missing && <span class="field-error" role="alert">{t.sharing.personMissing}</span>}
          </div>
        )}
        <label class="field">
          <span class="label">{t.sharing.level}</span>
          <select value={level} onChange={(event) => setLevel(event.currentTarget.value as Level)}>
            {kSwitchLevels.filter((one) => one !== 'aggregate').map((one) => <option value={one}>{s.levels.name[one]}</option>)}
          </select>
        </label>
        <label class="field">
          <span class="label">{t.sharing.until} <span class="muted">({t.sharing.optional})</span></span>
          <input type="date" value={until} onInput={(event) => setUntil(event.currentTarget.value)} />
        </label>
        <button type="submit" class="button" disabled={busy}>{t.sharing.open}</button>
      </form>
      {error && <Trouble error={error} inline />}
    </>
  );
}

function EraseCall({ view, onErased }: { view: CallView; onErased(erased: Erased): void }) {
  const t = useTrust();
  const [open, setOpen] = useState(false);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<ApiError>();
  const specs = citingSpecs(view);
  const erase = async (reason: string): Promise<void> => {
    setBusy(true);
    setError(undefined);
    try {
      onErased((await send<Erased>({ method: 'DELETE', path: `/v1/calls/${encodeURIComponent(view.call.id)}?${new URLSearchParams({ reason })}` })) ?? { calls: [view.call.id], specs: [], accounts: 0 });
    } catch (failed) {
      setError(failure(failed));
      setBusy(false);
    }
  };
  if (!open) {
    return (
      <>
        <p class="muted small">{t.erase.callHint}</p>
        <button type="button" class="button danger-quiet" onClick={() => setOpen(true)}>{t.erase.callShow}</button>
      </>
    );
  }
  return (
    <>
      {specs.length > 0 && (
        <>
          <p>{t.erase.specsToTell(specs.length)}</p>
          <Ids ids={specs.map((spec) => spec.spec)} path={specPath} />
        </>
      )}
      <Confirm effects={t.erase.callEffects} button={t.erase.callButton} busy={busy} error={error} onErase={(reason) => void erase(reason)} onCancel={() => setOpen(false)} />
    </>
  );
}

export default function Sharing({ view, onChange, onErased }: { view: CallView; onChange(): void; onErased(erased: Erased): void }) {
  const s = useStrings();
  const t = useTrust();
  const { me } = useSession();
  const { call } = view;
  const path = `/v1/calls/${encodeURIComponent(call.id)}`;
  const may = view.is_owner || me?.role === 'dpo';
  // The version changes with whatever somebody else decides, too.
  const readers = useResource<Page<Reader>>(may ? `${path}/readers` : undefined);
  const grants = useResource<Page<Grant>>(may ? `${path}/grants` : undefined);
  const [round, setRound] = useState(0);
  const changed = (): void => {
    onChange();
    readers.reload();
    grants.reload();
    setRound((before) => before + 1);
  };
  const title = plain(call.title ?? '') || s.call.untitled(s.callType[call.type ?? 'other'] ?? '');
  return (
    <article class="sharing-page">
      <header class="page-head">
        <p><a href={callPath(call.id)}>← {t.sharing.back}</a></p>
        <PageTitle text={`${s.call.owners} · ${title}`}>{s.call.owners}</PageTitle>
        <p class="facts-line">
          <strong dir="auto">{title}</strong>
          {view.account_label !== '' && <span dir="auto">{plain(view.account_label)}</span>}
          {call.started_at && <span>{formatDay(call.started_at, s.locale)}</span>}
        </p>
        <p class="note level-note">{!may ? t.sharing.notYours : view.is_owner ? t.sharing.leadOwner : t.sharing.leadDpo}</p>
      </header>
      {may && (
        <>
          <div class="sharing-columns">
            <section class="card" aria-labelledby="now-title">
              <h2 id="now-title">{t.sharing.now}</h2>
              <Shown resource={readers} inline>{(page) => <Readers items={page.items} />}</Shown>
              <p class="muted small">{t.sharing.nowHelp}</p>
            </section>
            <section class="card" aria-labelledby="change-title">
              <h2 id="change-title">{t.sharing.change}</h2>
              <Switch view={view} onSaved={changed} />
            </section>
          </div>
          <section class="card" aria-labelledby="grants-title">
            <h2 id="grants-title">{t.sharing.grants}</h2>
            <p class="muted small">{t.sharing.grantsHelp}</p>
            <Shown resource={grants} inline>{(page) => <Grants view={view} items={page.items} onChange={changed} />}</Shown>
          </section>
          <section class="card" aria-labelledby="audit-title">
            <h2 id="audit-title">{s.call.audit}</h2>
            <p class="muted small">{t.audit.lead}</p>
            <AuditTable path={`${path}/audit`} round={round + view.version} label={s.call.audit} empty={s.call.auditNone} />
          </section>
          <section class="card danger-zone" aria-labelledby="erase-title">
            <h2 id="erase-title">{t.erase.callTitle}</h2>
            <EraseCall view={view} onErased={onErased} />
          </section>
        </>
      )}
    </article>
  );
}

/** After it was done: what happened, and what is left to do. */
export function CallErased({ erased }: { erased: Erased }) {
  const t = useTrust();
  const s = useStrings();
  const [at] = useState(() => new Date().toISOString());
  return (
    <article class="page-narrow erased-page">
      <PageTitle text={t.erase.callDone} />
      <Erasure erased={erased} at={at} />
      <div class="row"><a class="button" href="/my">{s.shell.my}</a><a class="button" href="/">{s.shell.toOverview}</a></div>
    </article>
  );
}
