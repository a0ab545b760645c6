// For data protection: what is held of a person or an account, erasing it for good, and who read,
// changed or erased what.
import { useId, useState } from 'preact/hooks';
import { ApiError, get, newKey, send } from '../api/client';
import type { AccountView, AuditEntry, CallView, Dossier, Erased, Page } from '../api/types';
import { useStrings } from '../i18n/language';
import { useTrust } from '../i18n/trust';
import { objectOf } from '../model/audit';
import { callPath, specPath } from '../model/call_path';
import { plain } from '../model/plain';
import { formatInstant } from '../model/when';
import { AuditTable } from '../parts/audit_table';
import { CopyButton, Empty, PageTitle, useFocus } from '../parts/basics';
import { Confirm, Erasure, Ids } from '../parts/erasing';
import { useResource } from '../parts/resource';
import { Trouble } from '../parts/trouble';
import type { PageProps } from '../shell/routes';
import { useSession } from '../shell/session';

const failure = (failed: unknown): ApiError => (failed instanceof ApiError ? failed : new ApiError('unexpected', {}, ''));

interface Person {
  email?: string;
  phone?: string;
  name?: string;
  account?: string;
}

/** What is to be erased, and what there is of it. */
interface Found {
  what: { person: Person } | { account: string };
  reason: string;
  calls: string[];
  specs: string[];
  turns: number;
}

const kPagesOfCalls = 20;

/** The calls of an account and the specs that cite them, as the lists say. */
async function ofAccount(account: string): Promise<Pick<Found, 'calls' | 'specs'>> {
  const calls: string[] = [];
  const specs = new Set<string>();
  let cursor: string | null = null;
  for (let page = 0; page < kPagesOfCalls; ++page) {
    const question = new URLSearchParams({ account, limit: '200', ...(cursor === null ? {} : { cursor }) });
    const list: Page<CallView> = await get<Page<CallView>>(`/v1/calls?${question}`, undefined, false);
    for (const view of list.items) {
      calls.push(view.call.id);
      for (const by of view.cited_by) specs.add(by.spec);
    }
    cursor = list.next;
    if (cursor === null || cursor === '') break;
  }
  return { calls, specs: [...specs] };
}

function Question({ accounts, onFound }: { accounts: readonly AccountView[]; onFound(found: Found): void }) {
  const s = useStrings();
  const t = useTrust();
  const id = useId();
  const [kind, setKind] = useState<'person' | 'account'>('person');
  const [person, setPerson] = useState<Required<Person>>({ email: '', phone: '', name: '', account: '' });
  const [account, setAccount] = useState('');
  const [reason, setReason] = useState('');
  const [wrong, setWrong] = useState<'' | 'whom' | 'reason'>('');
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<ApiError>();
  const set = (name: keyof Person, value: string): void => {
    setPerson((before) => ({ ...before, [name]: value }));
    setWrong('');
  };
  const lookUp = async (): Promise<void> => {
    const given = Object.fromEntries(Object.entries(person).map(([name, value]) => [name, value.trim()] as const).filter(([, value]) => value !== '')) as Person;
    const whom = kind === 'account' ? account !== '' : Boolean(given.email ?? given.phone ?? (given.name && given.account));
    const missing = !whom ? 'whom' : reason.trim() === '' ? 'reason' : '';
    setWrong(missing);
    if (missing !== '') {
      document.getElementById(missing === 'reason' ? `${id}-reason` : kind === 'account' ? `${id}-account` : given.name ? `${id}-of` : `${id}-email`)?.focus();
      return;
    }
    setBusy(true);
    setError(undefined);
    try {
      if (kind === 'account') {
        onFound({ what: { account }, reason: reason.trim(), turns: 0, ...(await ofAccount(account)) });
      } else {
        const dossier = await send<Dossier>({ method: 'POST', path: '/v1/access-requests', body: { person: given, reason: reason.trim() }, key: newKey() });
        onFound({ what: { person: given }, reason: reason.trim(), calls: dossier?.calls ?? [], specs: dossier?.specs ?? [], turns: dossier?.turns ?? 0 });
      }
    } catch (failed) {
      setError(failure(failed));
    } finally {
      setBusy(false);
    }
  };
  const nameOf = (view: AccountView): string => plain(view.account.name || view.account.alias || view.account.id);
  const accountList = (
    <>
      <option value="">–</option>
      {accounts.map((view) => <option value={view.account.id}>{nameOf(view)}</option>)}
    </>
  );
  return (
    <form class="privacy-form" noValidate onSubmit={(event) => { event.preventDefault(); void lookUp(); }}>
      <fieldset class="choice">
        <legend class="visually-hidden">{t.privacy.what}</legend>
        {(['person', 'account'] as const).map((one) => (
          <label class="check">
            <input type="radio" name={`${id}-kind`} checked={kind === one} onChange={() => { setKind(one); setWrong(''); }} />
            <span>{one === 'person' ? t.privacy.person : t.privacy.account}</span>
          </label>
        ))}
      </fieldset>
      {kind === 'person' ? (
        <>
          <p class="muted small" id={`${id}-help`}>{t.privacy.personHelp}</p>
          <div class="two">
            <label class="field">
              <span class="label">{t.privacy.email}</span>
              <input id={`${id}-email`} type="text" inputMode="email" autocomplete="off" autocapitalize="off" maxLength={200} value={person.email} onInput={(event) => set('email', event.currentTarget.value)} aria-invalid={wrong === 'whom'} aria-describedby={`${id}-help`} />
            </label>
            <label class="field">
              <span class="label">{t.privacy.phone}</span>
              <input type="text" inputMode="tel" autocomplete="off" maxLength={60} value={person.phone} onInput={(event) => set('phone', event.currentTarget.value)} />
            </label>
            <div class="field">
              <label class="label" for={`${id}-name`}>{t.privacy.name}</label>
              <input id={`${id}-name`} type="text" autocomplete="off" maxLength={200} value={person.name} onInput={(event) => set('name', event.currentTarget.value)} aria-describedby={`${id}-name-hint`} />
              <span class="hint" id={`${id}-name-hint`}>{t.privacy.nameHint}</span>
            </div>
            <label class="field">
              <span class="label">{t.privacy.nameAccount}</span>
              <select id={`${id}-of`} value={person.account} onChange={(event) => set('account', event.currentTarget.value)}>{accountList}</select>
            </label>
          </div>
        </>
      ) : (
        <label class="field">
          <span class="label">{t.privacy.accountField}</span>
          <select id={`${id}-account`} value={account} onChange={(event) => { setAccount(event.currentTarget.value); setWrong(''); }} aria-invalid={wrong === 'whom'}>{accountList}</select>
        </label>
      )}
      <div class="field">
        <label class="label" for={`${id}-reason`}>{t.erase.reason}</label>
        <input id={`${id}-reason`} type="text" autocomplete="off" maxLength={300} value={reason} onInput={(event) => { setReason(event.currentTarget.value); setWrong(''); }} aria-describedby={`${id}-reason-hint`} aria-invalid={wrong === 'reason'} />
        <span class="hint" id={`${id}-reason-hint`}>{t.erase.reasonHint}</span>
      </div>
      {wrong !== '' && <p class="field-error" role="alert">{wrong === 'reason' ? t.sharing.reasonMissing : kind === 'person' ? t.privacy.missing : t.privacy.accountNone}</p>}
      {error && <Trouble error={error} inline />}
      <div class="row">
        <button type="submit" class="button primary" disabled={busy}>{busy ? s.states.loading : t.privacy.lookUp}</button>
        <span class="hint">{t.privacy.lookUpHint}</span>
      </div>
    </form>
  );
}

function Result({ found, onErased, onCancel }: { found: Found; onErased(erased: Erased): void; onCancel(): void }) {
  const t = useTrust();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<ApiError>();
  const box = useFocus<HTMLElement>();
  const isAccount = 'account' in found.what;
  const nothing = found.calls.length === 0;
  const erase = async (): Promise<void> => {
    setBusy(true);
    setError(undefined);
    try {
      onErased((await send<Erased>({ method: 'POST', path: '/v1/erasures', body: { ...found.what, reason: found.reason }, key: newKey() })) ?? { calls: [], specs: [], accounts: 0 });
    } catch (failed) {
      setError(failure(failed));
      setBusy(false);
    }
  };
  return (
    <section class="card found" aria-labelledby="found-title" tabIndex={-1} ref={box}>
      <h2 id="found-title">{t.privacy.foundTitle}</h2>
      <p>{isAccount ? t.privacy.foundAccount(found.calls.length, found.specs.length) : nothing ? t.privacy.foundNone : t.privacy.found(found.calls.length, found.turns, found.specs.length)}</p>
      {nothing && !isAccount && <p class="muted">{t.privacy.foundNoneNext}</p>}
      {found.calls.length > 0 && <><h3>{t.privacy.calls}</h3><Ids ids={found.calls} path={callPath} /></>}
      {found.specs.length > 0 && <><h3>{t.privacy.specs}</h3><Ids ids={found.specs} path={specPath} /></>}
      <Confirm
        effects={isAccount ? t.privacy.effectsAccount(found.calls.length) : t.privacy.effects(found.calls.length)}
        button={nothing && !isAccount ? t.privacy.buttonNone : t.privacy.button(found.calls.length)}
        busy={busy}
        error={error}
        reasonKnown={found.reason}
        onErase={() => void erase()}
        onCancel={onCancel}
      />
    </section>
  );
}

function Done({ erased, at, onAnother }: { erased: Erased; at: string; onAnother(): void }) {
  const s = useStrings();
  const t = useTrust();
  const box = useFocus<HTMLElement>();
  const summary = erased.calls.length === 0 && erased.accounts === 0 ? t.privacy.doneNone : t.privacy.done(erased.calls.length, erased.specs.length);
  // Ids only: a note that proves the erasure must not hold what was erased.
  const note = (): string => [`${t.privacy.doneTitle} (${formatInstant(at, s.locale)})`, summary, ...erased.calls.map((id) => `- ${id}`), ...(erased.specs.length > 0 ? [t.erase.doneSpecs, ...erased.specs.map((id) => `- ${id}`)] : []), t.erase.next, ...t.erase.nextSteps.map((one) => `- ${one}`)].join('\n');
  return (
    <section class="card found" aria-labelledby="done-title" tabIndex={-1} ref={box}>
      <h2 id="done-title">{t.privacy.doneTitle}</h2>
      <p><strong>{summary}</strong></p>
      <Erasure erased={erased} at={at} />
      <div class="row">
        <CopyButton text={note} label={t.privacy.copy} done={t.privacy.copied} />
        <button type="button" class="button" onClick={onAnother}>{t.privacy.another}</button>
      </div>
    </section>
  );
}

function ObjectCell({ entry }: { entry: AuditEntry }) {
  const t = useTrust();
  const { kind, id } = objectOf(plain(entry.object));
  if (id === '') return <>{kind === 'person' ? t.audit.aPerson : kind === 'account' ? t.audit.anAccount : kind}</>;
  if (kind === 'call') return <a href={callPath(id)}>{id}</a>;
  if (kind === 'spec') return <a href={specPath(id)}>{id}</a>;
  return <>{t.audit.kinds[kind] ?? kind} {id}</>;
}

function Log({ round }: { round: number }) {
  const t = useTrust();
  const id = useId();
  const [typed, setTyped] = useState('');
  const [actor, setActor] = useState('');
  return (
    <section class="card" aria-labelledby="log-title">
      <h2 id="log-title">{t.audit.title}</h2>
      <p class="muted small">{t.audit.titleHelp}</p>
      <form class="actor-form" onSubmit={(event) => { event.preventDefault(); setActor(typed.trim()); }}>
        <div class="field">
          <label class="label" for={`${id}-actor`}>{t.audit.actor} <span class="muted">({t.sharing.optional})</span></label>
          <input id={`${id}-actor`} type="text" autocomplete="off" autocapitalize="off" maxLength={200} value={typed} onInput={(event) => setTyped(event.currentTarget.value)} aria-describedby={`${id}-actor-hint`} />
          <span class="hint" id={`${id}-actor-hint`}>{t.audit.actorHint}</span>
        </div>
        <button type="submit" class="button">{t.audit.filter}</button>
      </form>
      <AuditTable path={actor === '' ? '/v1/audit' : `/v1/audit?${new URLSearchParams({ actor })}`} round={round} label={t.audit.title} empty={t.audit.none} object={(entry) => <ObjectCell entry={entry} />} />
    </section>
  );
}

function Officer() {
  const accounts = useResource<Page<AccountView>>('/v1/accounts?limit=200');
  const [found, setFound] = useState<Found>();
  const [done, setDone] = useState<{ erased: Erased; at: string }>();
  const [round, setRound] = useState(0);
  return (
    <>
      {done ? (
        <Done erased={done.erased} at={done.at} onAnother={() => { setDone(undefined); setFound(undefined); accounts.reload(); }} />
      ) : (
        <>
          <section class="card" aria-labelledby="ask-title">
            <AskTitle />
            <Question accounts={accounts.value?.items ?? []} onFound={(answer) => { setFound(answer); setRound((before) => before + 1); }} />
          </section>
          {found && <Result key={round} found={found} onErased={(erased) => { setDone({ erased, at: new Date().toISOString() }); setRound((before) => before + 1); }} onCancel={() => setFound(undefined)} />}
        </>
      )}
      <Log round={round} />
    </>
  );
}

function AskTitle() {
  const t = useTrust();
  return <h2 id="ask-title">{t.privacy.what}</h2>;
}

export default function Privacy(_: PageProps) {
  const s = useStrings();
  const t = useTrust();
  const { me } = useSession();
  return (
    <div class="privacy-page">
      <header class="page-head">
        <PageTitle text={t.privacy.title} />
        <p class="lead">{t.privacy.lead}</p>
      </header>
      {me?.role === 'dpo' ? (
        <Officer />
      ) : me ? (
        <Empty title={t.privacy.notYou}>
          <p>{t.privacy.notYouNext}</p>
          <a class="button" href="/my">{s.shell.my}</a>
        </Empty>
      ) : null}
    </div>
  );
}
