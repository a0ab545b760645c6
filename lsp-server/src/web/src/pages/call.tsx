// One call: who, when, at which level the reader sees it; its words; the specs that cite it.
import { useEffect, useMemo, useState } from 'preact/hooks';
import { ApiError } from '../api/client';
import type { CallView, Erased } from '../api/types';
import { useStrings } from '../i18n/language';
import { specPath, callPath, sharingPath } from '../model/call_path';
import { callChanged } from '../model/differences';
import { levelSentence } from '../model/levels';
import { plain } from '../model/plain';
import { citingSpecs } from '../model/transcript';
import { formatDay, formatDuration, formatInstant } from '../model/when';
import { anchorOf } from '../model/anchors';
import { PageTitle, StatusChip } from '../parts/basics';
import { LiveNotice, useLive } from '../parts/live';
import { Shown, useResource } from '../parts/resource';
import { Transcript } from '../parts/transcript';
import { Trouble } from '../parts/trouble';
import type { PageProps } from '../shell/routes';
import { useSession } from '../shell/session';

function languageName(tag: string, language: string): string {
  try {
    return new Intl.DisplayNames([language], { type: 'language' }).of(tag) ?? tag;
  } catch {
    return plain(tag);
  }
}

function amount(value: number | string | undefined, currency: string | undefined, language: string): string {
  if (value === undefined || value === '') return '';
  if (typeof value !== 'number') return plain(String(value));
  try {
    return new Intl.NumberFormat(language, { ...(currency ? { style: 'currency', currency } : {}), maximumFractionDigits: 0 }).format(value);
  } catch {
    return `${value} ${plain(currency ?? '')}`;
  }
}

/** Whoever reads without names is told the day alone, as midnight. */
const hasTime = (view: CallView): boolean => view.level !== 'nothing' && view.level !== 'aggregate' && view.level !== 'alias';

function Facts({ view }: { view: CallView }) {
  const s = useStrings();
  const { call } = view;
  const sale = call.opportunity;
  const facts: [string, string | undefined][] = [
    [s.call.owner, call.owner],
    [s.call.type, call.type && (s.callType[call.type] ?? call.type)],
    [s.call.languageSpoken, call.language && languageName(call.language, s.locale)],
    [s.call.opportunity, sale && [sale.stage, amount(sale.arr ?? sale.amount, sale.currency, s.locale)].filter(Boolean).join(' · ')],
    [s.call.consent, call.consent?.status && (s.call.consentStatus[call.consent.status] ?? call.consent.status)],
    [s.call.source, call.source?.system],
    [s.call.tags, call.tags?.join(', ')],
  ];
  const people = call.participants ?? [];
  return (
    <section class="side-box" aria-labelledby="about-call">
      <h2 id="about-call">{s.call.about}</h2>
      <dl class="facts">
        {facts.map(([name, value]) => value ? (
          <div>
            <dt>{name}</dt>
            <dd dir="auto">{plain(value)}</dd>
          </div>
        ) : null)}
      </dl>
      {people.length > 0 && (
        <>
          <h3>{s.call.participants}</h3>
          <ul class="people">
            {people.map((person) => (
              <li>
                <span class={`dot side-${person.affiliation ?? 'unknown'}`} aria-hidden="true" />
                <span>
                  <strong dir="auto">{plain(person.name || person.id || '') || s.call.unknownSpeaker}</strong>
                  <span class="muted small">
                    {[person.affiliation === 'internal' ? s.call.ours : person.affiliation === 'external' ? s.call.theirs : s.call.unknownSide, person.title, person.persona === person.title ? '' : person.persona].filter(Boolean).map((text) => plain(text ?? '')).join(' · ')}
                  </span>
                </span>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

function CitedBy({ view }: { view: CallView }) {
  const s = useStrings();
  const specs = useMemo(() => citingSpecs(view), [view]);
  const turns = view.call.transcript?.turns ?? [];
  return (
    <section class="side-box" aria-labelledby="cited-by">
      <h2 id="cited-by">{s.call.citedBy}</h2>
      {specs.length === 0 ? (
        <>
          <p>{s.call.citedByNone}</p>
          {turns.length > 0 && <p class="muted small">{s.call.citedByNoneNext}</p>}
        </>
      ) : (
        <ul class="citing">
          {specs.map((spec) => (
            <li>
              <a href={specPath(spec.spec)} dir="auto">{plain(spec.title) || spec.spec}</a> <StatusChip status={spec.status} />
              <span class="passages">
                {spec.passages.length === 0
                  ? s.call.wholeCall
                  : spec.passages.map((passage) =>
                      passage[1] < turns.length ? (
                        <a href={callPath(view.call.id, anchorOf(turns, passage))}>{s.call.turns(passage[0] + 1, passage[1] + 1)}</a>
                      ) : (
                        <span>{s.call.turns(passage[0] + 1, passage[1] + 1)}</span>
                      ),
                    )}
              </span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function NoWords({ view }: { view: CallView }) {
  const s = useStrings();
  // Below this level nobody is told whether there are words at all.
  if (view.turn_count > 0 || view.level === 'nothing' || view.level === 'aggregate') {
    return (
      <div class="empty">
        <h2>{s.call.noWords}</h2>
        <p>{view.withheld === 'consent' && view.is_owner ? s.call.noWordsBecause.ownConsent : view.withheld === '' || view.withheld === 'owner' ? s.call.noWordsNext(plain(view.call.owner ?? '')) : s.call.noWordsBecause[view.withheld]}</p>
      </div>
    );
  }
  const text = view.call.transcript?.status === 'processing' ? s.call.processing : view.call.notes ? s.call.onlyNotes : s.call.noTranscriptNext;
  return (
    <div class="empty">
      <h2>{s.call.noTranscript}</h2>
      <p>{text}</p>
    </div>
  );
}

/** What the owner has decided, in short; the whole is a page of its own. */
function Sharing({ view }: { view: CallView }) {
  const s = useStrings();
  const { visibility } = view.call;
  const embargo = visibility?.embargo_until ?? '';
  return (
    <section class="side-box" aria-labelledby="owner-title">
      <h2 id="owner-title">{s.call.owners}</h2>
      <dl class="facts">
        <div>
          <dt>{s.call.whoSees}</dt>
          <dd>{visibility?.level ? s.levels.name[visibility.level] : s.call.whoSeesDefault}</dd>
        </div>
        {embargo !== '' && (
          <div>
            <dt>{s.call.embargo}</dt>
            <dd>{embargo === 'closed' ? s.call.embargoClosed : s.call.embargoTo(formatDay(embargo, s.locale))}</dd>
          </div>
        )}
        {visibility?.retention_until && (
          <div>
            <dt>{s.call.kept}</dt>
            <dd>{formatDay(visibility.retention_until, s.locale)}</dd>
          </div>
        )}
      </dl>
      <a class="button" href={sharingPath(view.call.id)}>{s.call.decide}</a>
    </section>
  );
}

function Reader({ view }: { view: CallView }) {
  const s = useStrings();
  const { me } = useSession();
  const { call } = view;
  const title = plain(call.title ?? '') || s.call.untitled(s.callType[call.type ?? 'other'] ?? '');
  const hasTurns = (call.transcript?.turns ?? []).length > 0;
  const mayDecide = view.is_owner || me?.role === 'dpo';
  return (
    <article class="call-page">
      <header class="page-head">
        <PageTitle text={title}><span dir="auto">{title}</span></PageTitle>
        <p class="facts-line">
          {view.account_label !== '' && <strong dir="auto">{plain(view.account_label)}</strong>}
          {call.lifecycle && call.lifecycle !== 'unknown' && <span>{s.lifecycle[call.lifecycle] ?? call.lifecycle}</span>}
          {call.started_at && <time dateTime={hasTime(view) ? call.started_at : call.started_at.slice(0, 10)}>{hasTime(view) ? formatInstant(call.started_at, s.locale) : formatDay(call.started_at.slice(0, 10), s.locale)}</time>}
          {call.duration_ms !== undefined && call.duration_ms > 0 && <span>{formatDuration(call.duration_ms, s.locale)}</span>}
        </p>
        {me && <p class="note level-note">{levelSentence(s, view, me)}</p>}
      </header>
      <div class="call-columns">
        <div class="call-main">
          {call.notes && (
            <section class="notes" aria-labelledby="notes-title">
              <h2 id="notes-title">{s.call.notes}</h2>
              <p class="muted small">{s.call.notesHelp}</p>
              <p class="notes-text" dir="auto">{plain(call.notes)}</p>
            </section>
          )}
          {hasTurns ? <Transcript view={view} /> : <NoWords view={view} />}
        </div>
        <aside class="call-side" aria-label={s.call.about}>
          <CitedBy view={view} />
          {mayDecide && <Sharing view={view} />}
          <Facts view={view} />
        </aside>
      </div>
    </article>
  );
}

type Decisions = typeof import('./sharing');

/** The owner's page of the same call; its file comes when somebody decides. */
function useDecisions(wanted: boolean): { page: Decisions | undefined; failed: boolean } {
  const [state, setState] = useState<{ page: Decisions | undefined; failed: boolean }>({ page: undefined, failed: false });
  useEffect(() => {
    if (wanted) import('./sharing').then((page) => setState({ page, failed: false }), () => setState({ page: undefined, failed: true }));
  }, [wanted]);
  return state;
}

export default function Call({ id, query }: PageProps) {
  const s = useStrings();
  const { me } = useSession();
  const resource = useResource<CallView>(`/v1/calls/${encodeURIComponent(id)}`);
  const [news, setNews] = useState('');
  const [erased, setErased] = useState<Erased>();
  const deciding = query.get('view') === 'sharing';
  const decisions = useDecisions(deciding);
  const look = async (): Promise<boolean> => {
    if (erased) return true;
    const answer = await resource.refresh();
    if (answer.outcome === 'changed' && answer.before && me) setNews(callChanged(s, answer.before, answer.after, me));
    if (answer.outcome === 'gone') setNews('');
    return answer.outcome !== 'failed';
  };
  const connected = useLive((change) => change.object === id && !change.kind.startsWith('spec.') && !change.kind.startsWith('account.'), look);
  if (decisions.failed) return <Trouble error={new ApiError('offline', {}, '')} onRetry={() => location.reload()} />;
  if (deciding && !decisions.page) return <p class="waiting" role="status">{s.states.loading}</p>;
  if (deciding && erased && decisions.page) return <decisions.page.CallErased erased={erased} />;
  return (
    <>
      <Shown resource={resource}>
        {(view) => (deciding && decisions.page ? <decisions.page.default view={view} onChange={resource.reload} onErased={setErased} /> : <Reader view={view} />)}
      </Shown>
      <LiveNotice text={news} connected={connected} onClose={() => setNews('')} />
    </>
  );
}
