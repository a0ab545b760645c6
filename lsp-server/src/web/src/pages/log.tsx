// Log a call: drop files or write, see what was understood, then keep it.
import type { InputHTMLAttributes } from 'preact';
import { useEffect, useId, useMemo, useRef, useState } from 'preact/hooks';
import { ApiError, newKey, send, upload } from '../api/client';
import type { AccountView, CallView, Page, PutResult, Uploaded } from '../api/types';
import { useStrings } from '../i18n/language';
import { callPath } from '../model/call_path';
import { kSwitchLevels } from '../model/levels';
import { accountNamed, defaultsOf, kEmptyForm, parseAmount, pastedName, type LogForm } from '../model/log_form';
import { plain, shortened } from '../model/plain';
import { speakerLabel, speakersOf } from '../model/transcript';
import { formatDuration } from '../model/when';
import { Day, PageTitle } from '../parts/basics';
import { useResource } from '../parts/resource';
import { Trouble } from '../parts/trouble';
import type { PageProps } from '../shell/routes';
import { useSession } from '../shell/session';

const kMostFiles = 50;
const kPreviewTurns = 4;
const kPauseMs = 450;
const kTypes = ['discovery', 'demo', 'follow_up', 'interview', 'check_in', 'negotiation', 'other'] as const;
const kLifecycles = ['prospect', 'customer', 'former', 'partner'] as const;
const kConsents = ['unknown', 'informed', 'consented', 'refused'] as const;

function Preview({ view }: { view: CallView }) {
  const s = useStrings();
  const { call } = view;
  const turns = call.transcript?.turns ?? [];
  const speakers = speakersOf(call);
  return (
    <article class="card preview">
      <h3 class="card-title" dir="auto">{plain(call.title ?? '') || plain(call.id) || s.callType[call.type ?? 'other']}</h3>
      <p class="card-line">
        {(view.account_label || call.account) && <strong dir="auto">{plain(view.account_label || call.account || '')}</strong>}
        {call.started_at && <Day value={call.started_at.slice(0, 10)} />}
        {call.duration_ms ? <span>{formatDuration(call.duration_ms, s.locale)}</span> : null}
        <span>{s.log.previewTurns(view.turn_count || turns.length)}</span>
      </p>
      <ol class="preview-turns">
        {turns.slice(0, kPreviewTurns).map((turn) => (
          <li>
            <strong dir="auto">{plain(speakerLabel(speakers.get(turn.speaker ?? ''), turn.speaker, s.call.unknownSpeaker))}</strong> <span dir="auto">{shortened(turn.text, 180)}</span>
          </li>
        ))}
      </ol>
      {turns.length > kPreviewTurns && <p class="muted small">{s.log.previewMore(turns.length - kPreviewTurns)}</p>}
    </article>
  );
}

function Problems({ problems }: { problems: Uploaded['problems'] }) {
  const s = useStrings();
  if (problems.length === 0) return null;
  return (
    <div class="note warn problems" role="status">
      <p><strong>{s.log.problems(problems.length)}</strong></p>
      <ul>
        {problems.slice(0, 30).map((problem) => (
          <li>
            <strong>{s.colon(plain(problem.line ? s.log.problemLine(problem.file, problem.line) : problem.file))}</strong> {plain(problem.message)}
            {problem.skipped && <span class="muted"> ({s.log.skipped})</span>}
          </li>
        ))}
      </ul>
    </div>
  );
}

function Done({ calls, problems, onAnother }: { calls: readonly PutResult[]; problems: Uploaded['problems']; onAnother(): void }) {
  const s = useStrings();
  return (
    <div class="page-narrow done">
      <PageTitle text={s.log.done(calls.length)} />
      <ul class="done-list">
        {calls.map((call) => (
          <li>
            <a href={callPath(call.id)}>{call.id}</a> <span class="muted small">{!call.changed && !call.created ? s.log.unchanged : call.created ? s.log.created : s.log.updated}</span>
          </li>
        ))}
      </ul>
      <Problems problems={problems} />
      <div class="row">
        {calls[0] && <a class="button primary" href={callPath(calls[0].id)}>{s.log.open}</a>}
        <button type="button" class="button" onClick={onAnother}>{s.log.another}</button>
      </div>
    </div>
  );
}

type Sending = { kind: 'idle' } | { kind: 'sending'; share: number } | { kind: 'reading' };

export default function Log(props: PageProps) {
  const [round, setRound] = useState(0);
  return <Form key={round} {...props} onAnother={() => setRound(round + 1)} />;
}

function Form({ onAnother }: PageProps & { onAnother(): void }) {
  const s = useStrings();
  const { say, onSignedOut } = useSession();
  const accounts = useResource<Page<AccountView>>('/v1/accounts?limit=200').value?.items ?? [];
  const [form, setForm] = useState<LogForm>(kEmptyForm);
  const [files, setFiles] = useState<File[]>([]);
  const [pasted, setPasted] = useState('');
  const [over, setOver] = useState(false);
  const [preview, setPreview] = useState<Uploaded>();
  const [reading, setReading] = useState(false);
  const [keepGoing, setKeepGoing] = useState(false);
  const [sending, setSending] = useState<Sending>({ kind: 'idle' });
  const [error, setError] = useState<ApiError>();
  const [checked, setChecked] = useState(false);
  const [done, setDone] = useState<{ calls: PutResult[]; problems: Uploaded['problems'] }>();
  // One key for one set of words and fields: sent twice after a lost answer, they are kept once.
  const key = useRef({ of: '', value: '' });
  const stop = useRef<AbortController>(null);
  const random = useMemo(newKey, []);
  const id = useId();

  const set = <K extends keyof LogForm>(name: K, value: LogForm[K]): void => setForm((before) => ({ ...before, [name]: value }));
  const sent = useMemo(() => (pasted.trim() === '' ? files : [...files, new File([pasted], pastedName(form.day, random), { type: 'text/plain' })]), [files, pasted, form.day]);
  const defaults = useMemo(() => defaultsOf(form, accounts), [form, accounts]);
  const known = accountNamed(accounts, form.account);
  const amountWrong = parseAmount(form.amount) === undefined;
  const tooMany = sent.length > kMostFiles;
  const previews = preview?.previews ?? [];
  const fileSaysAccount = previews.length > 0 && previews.every((view) => (view.call.account ?? view.account_label ?? '') !== '');
  const accountMissing = form.account.trim() === '' && !fileSaysAccount;
  const nothing = sent.length === 0 && form.notes.trim() === '';
  const broken = preview !== undefined && preview.problems.some((problem) => problem.skipped !== false) && previews.length > 0;

  const take = (more: readonly File[]): void => {
    setDone(undefined);
    // The same file chosen twice is one file.
    setFiles((before) => [...before, ...more.filter((file) => !before.some((one) => one.name === file.name && one.size === file.size && one.lastModified === file.lastModified))]);
  };

  // What is understood is asked anew after each change, when the writer pauses.
  const asked = JSON.stringify(defaults);
  useEffect(() => {
    if (sent.length === 0 || tooMany) {
      setPreview(undefined);
      setReading(false);
      return undefined;
    }
    const give = new AbortController();
    setReading(true);
    const timer = setTimeout(() => {
      upload({ files: sent, defaults, dryRun: true, keepGoing: true, key: newKey(), signal: give.signal }).then(
        (answer) => {
          setPreview(answer);
          setError(undefined);
          setReading(false);
        },
        (failed: unknown) => {
          if (give.signal.aborted) return;
          setReading(false);
          setPreview(undefined);
          if (failed instanceof ApiError && failed.failure === 'signed_out') onSignedOut();
          setError(failed instanceof ApiError ? failed : new ApiError('unexpected', {}, ''));
        },
      );
    }, kPauseMs);
    return () => {
      clearTimeout(timer);
      give.abort();
    };
  }, [sent, asked, tooMany]);

  // A file dropped beside the box must not replace the page.
  useEffect(() => {
    const keep = (event: DragEvent): void => event.preventDefault();
    addEventListener('dragover', keep);
    addEventListener('drop', keep);
    return () => {
      removeEventListener('dragover', keep);
      removeEventListener('drop', keep);
    };
  }, []);

  const save = async (): Promise<void> => {
    setChecked(true);
    if (nothing || accountMissing || amountWrong || tooMany) {
      say(s.log.fix);
      requestAnimationFrame(() => document.querySelector<HTMLElement>('.log-page [aria-invalid="true"]')?.focus());
      return;
    }
    const what = JSON.stringify([defaults, sent.map((file) => [file.name, file.size, file.lastModified]), keepGoing, pasted]);
    if (key.current.of !== what) key.current = { of: what, value: newKey() };
    setError(undefined);
    stop.current = new AbortController();
    try {
      if (sent.length === 0) {
        setSending({ kind: 'reading' });
        const answer = await send<PutResult>({ method: 'POST', path: '/v1/calls', body: defaults, key: key.current.value });
        setDone({ calls: answer ? [answer] : [], problems: [] });
      } else {
        setSending({ kind: 'sending', share: 0 });
        const answer = await upload({
          files: sent,
          defaults,
          dryRun: false,
          keepGoing,
          key: key.current.value,
          signal: stop.current.signal,
          onProgress: (share) => setSending(share >= 1 ? { kind: 'reading' } : { kind: 'sending', share }),
        });
        if (answer.calls.length === 0) setPreview({ ...answer, previews: answer.previews.length > 0 ? answer.previews : previews });
        else setDone({ calls: answer.calls, problems: answer.problems });
      }
    } catch (failed) {
      if (!(failed instanceof DOMException)) setError(failed instanceof ApiError ? failed : new ApiError('unexpected', {}, ''));
    } finally {
      setSending({ kind: 'idle' });
    }
  };

  if (done) return <Done calls={done.calls} problems={done.problems} onAnother={onAnother} />;
  const busy = sending.kind !== 'idle';
  const percent = new Intl.NumberFormat(s.locale, { style: 'percent' });
  const text = (name: 'title' | 'stage' | 'currency' | 'amount', label: string, extra: InputHTMLAttributes<HTMLInputElement> = {}) => (
    <label class="field">
      <span class="label">{label}</span>
      <input type="text" value={form[name]} onInput={(event) => set(name, event.currentTarget.value)} {...extra} />
    </label>
  );
  return (
    <div class="log-page">
      <header class="page-head">
        <PageTitle text={s.log.title} />
        <p class="lead">{s.log.lead}</p>
      </header>
      <form
        class="log-columns"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <div class="log-fields">
          <fieldset>
            <legend>{s.log.words}</legend>
            <label
              class={over ? 'drop over' : 'drop'}
              onDragOver={(event) => {
                event.preventDefault();
                setOver(true);
              }}
              onDragLeave={() => setOver(false)}
              onDrop={(event) => {
                event.preventDefault();
                setOver(false);
                take([...(event.dataTransfer?.files ?? [])]);
              }}
            >
              <input
                type="file"
                multiple
                class="drop-input"
                aria-describedby={`${id}-formats`}
                onChange={(event) => {
                  take([...(event.currentTarget.files ?? [])]);
                  event.currentTarget.value = '';
                }}
              />
              <span class="drop-title">{over ? s.log.dropNow : s.log.drop}</span>
              <span class="button" aria-hidden="true">{s.log.choose}</span>
              <span class="hint" id={`${id}-formats`}>{s.log.formats}</span>
            </label>
            {files.length > 0 && (
              <ul class="files">
                {files.map((file) => (
                  <li>
                    <span class="file-name" dir="auto">{plain(file.name)}</span>
                    <span class="muted small">{new Intl.NumberFormat(s.locale, { style: 'unit', unit: 'kilobyte', maximumFractionDigits: 0 }).format(Math.max(1, file.size / 1000))}</span>
                    <button type="button" class="button quiet small" onClick={() => setFiles((before) => before.filter((one) => one !== file))} aria-label={s.log.remove(plain(file.name))}>
                      <span aria-hidden="true">×</span>
                    </button>
                  </li>
                ))}
              </ul>
            )}
            {tooMany && <p class="field-error" role="alert">{s.log.tooMany(sent.length)}</p>}
            <label class="field">
              <span class="label">{s.log.paste}</span>
              <textarea rows={5} value={pasted} onInput={(event) => setPasted(event.currentTarget.value)} aria-describedby={`${id}-paste`} {...(checked && nothing ? { 'aria-invalid': true } : {})} />
              <span class="hint" id={`${id}-paste`}>{s.log.pasteHint}</span>
            </label>
          </fieldset>
          <fieldset>
            <legend>{s.log.about}</legend>
            <p class="hint">{s.log.aboutHint}</p>
            <div class="grid">
              <label class="field wide">
                <span class="label">{s.log.account}</span>
                <input
                  type="text"
                  list={`${id}-accounts`}
                  autocomplete="off"
                  value={form.account}
                  onInput={(event) => {
                    const found = accountNamed(accounts, event.currentTarget.value);
                    setForm({ ...form, account: event.currentTarget.value, ...(found?.account.lifecycle && found.account.lifecycle !== 'unknown' ? { lifecycle: found.account.lifecycle } : {}) });
                  }}
                  aria-describedby={`${id}-account`}
                  {...(checked && accountMissing ? { 'aria-invalid': true } : {})}
                />
                <datalist id={`${id}-accounts`}>
                  {accounts.map(({ account }) => <option value={plain(account.name || account.alias || account.id)} />)}
                </datalist>
                <span class={checked && accountMissing ? 'field-error' : 'hint'} id={`${id}-account`}>{checked && accountMissing ? s.log.accountMissing : s.log.accountHint}</span>
              </label>
              <label class="field">
                <span class="label">{s.log.day}</span>
                <input type="date" value={form.day} onInput={(event) => set('day', event.currentTarget.value)} />
              </label>
              <label class="field">
                <span class="label">{s.log.time} <span class="muted small">({s.log.optional})</span></span>
                <input type="time" value={form.time} onInput={(event) => set('time', event.currentTarget.value)} />
              </label>
              <label class="field">
                <span class="label">{s.log.kind}</span>
                <select value={form.type} onChange={(event) => set('type', event.currentTarget.value)}>
                  <option value="">–</option>
                  {kTypes.map((one) => <option value={one}>{s.callType[one]}</option>)}
                </select>
              </label>
              <label class="field">
                <span class="label">{s.log.lifecycle}</span>
                <select value={form.lifecycle} onChange={(event) => set('lifecycle', event.currentTarget.value)}>
                  <option value="">–</option>
                  {kLifecycles.map((one) => <option value={one}>{s.lifecycle[one]}</option>)}
                </select>
              </label>
              <div class="wide">{text('title', `${s.log.callTitle} (${s.log.optional})`, { maxLength: 300 })}</div>
              <label class="field wide">
                <span class="label">{s.log.notes} <span class="muted small">({s.log.optional})</span></span>
                <textarea rows={3} value={form.notes} onInput={(event) => set('notes', event.currentTarget.value)} aria-describedby={`${id}-notes`} />
                <span class="hint" id={`${id}-notes`}>{s.log.notesHint}</span>
              </label>
            </div>
            <details class="more" {...(checked && amountWrong ? { open: true } : {})}>
              <summary>{s.log.more}</summary>
              <div class="grid">
                {text('stage', s.log.stage, { maxLength: 100 })}
                <div class="pair">
                  <label class="field">
                    <span class="label">{s.log.amount}</span>
                    <input type="text" inputMode="decimal" value={form.amount} onInput={(event) => set('amount', event.currentTarget.value)} {...(amountWrong ? { 'aria-invalid': true, 'aria-describedby': `${id}-amount` } : {})} />
                  </label>
                  {text('currency', s.log.currency, { maxLength: 3, autocomplete: 'off' })}
                </div>
                {amountWrong && <p class="field-error wide" id={`${id}-amount`} role="alert">{s.log.amountWrong}</p>}
                <label class="field">
                  <span class="label">{s.log.consent}</span>
                  <select value={form.consent} onChange={(event) => set('consent', event.currentTarget.value)}>
                    <option value="">–</option>
                    {kConsents.map((one) => <option value={one}>{s.log.consents[one]}</option>)}
                  </select>
                </label>
                <label class="field">
                  <span class="label">{s.log.visibility}</span>
                  <select value={form.level} onChange={(event) => set('level', event.currentTarget.value)}>
                    <option value="">{s.log.visibilityDefault}</option>
                    {kSwitchLevels.map((one) => <option value={one}>{s.levels.name[one]}</option>)}
                  </select>
                </label>
                <label class="check wide">
                  <input type="checkbox" checked={form.embargo} onChange={(event) => set('embargo', event.currentTarget.checked)} />
                  <span>{s.log.embargo}</span>
                </label>
              </div>
            </details>
          </fieldset>
        </div>
        <section class="log-preview" aria-labelledby={`${id}-preview`} aria-busy={reading}>
          <h2 id={`${id}-preview`}>{s.log.preview}</h2>
          <p role="status" class={previews.length > 0 ? '' : 'muted'}>
            {reading ? s.log.previewing : previews.length > 0 ? s.log.previewLead(previews.length) : preview ? '' : s.log.previewEmpty}
          </p>
          {preview && <Problems problems={preview.problems} />}
          {previews.slice(0, 10).map((view) => <Preview view={view} />)}
          {broken && (
            <label class="check">
              <input type="checkbox" checked={keepGoing} onChange={(event) => setKeepGoing(event.currentTarget.checked)} />
              <span>{s.log.keepGoing}</span>
            </label>
          )}
          {error && <Trouble error={error} inline />}
          {checked && nothing && <p class="field-error" role="alert">{s.log.nothing}</p>}
          {known && previews.length === 0 && form.notes !== '' && <p class="muted small" dir="auto">{plain(known.account.name || known.account.alias || known.account.id)}</p>}
          <div class="save-row">
            <button type="submit" class="button primary large" disabled={busy}>{s.log.save(Math.max(1, previews.length))}</button>
            {sending.kind === 'sending' && <button type="button" class="button" onClick={() => stop.current?.abort()}>{s.log.stop}</button>}
          </div>
          {busy && (
            <p class="progress">
              <progress max={1} {...(sending.kind === 'sending' ? { value: sending.share } : {})} aria-label={s.log.preview} />
              <span role="status">{sending.kind === 'sending' ? s.log.sending(percent.format(Math.floor(sending.share * 10) / 10)) : s.log.reading}</span>
            </p>
          )}
        </section>
      </form>
    </div>
  );
}
