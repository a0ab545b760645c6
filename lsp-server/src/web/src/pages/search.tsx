// Search in what customers said; without a question, the latest calls.
import { useEffect, useRef, useState } from 'preact/hooks';
import { ApiError, get } from '../api/client';
import type { CallType, CallView, ExcerptView, Page } from '../api/types';
import { useStrings } from '../i18n/language';
import { callPath, searchPath } from '../model/call_path';
import { plain } from '../model/plain';
import { formatDuration } from '../model/when';
import { Day, Empty, LevelChip, PageTitle } from '../parts/basics';
import { ExcerptCard } from '../parts/excerpt_card';
import { useListLive } from '../parts/live';
import { Shown, useResource } from '../parts/resource';
import { Trouble } from '../parts/trouble';
import { go } from '../shell/navigation';
import { searchRequest, type PageProps } from '../shell/routes';

const kTypes: readonly CallType[] = ['discovery', 'demo', 'follow_up', 'interview', 'check_in', 'negotiation', 'other'];

function Results({ words, page }: { words: string; page: { items: ExcerptView[] } }) {
  const s = useStrings();
  if (page.items.length === 0) {
    return (
      <Empty title={s.search.noneTitle(plain(words))}>
        <p>{s.search.none}</p>
      </Empty>
    );
  }
  return (
    <>
      <div role="status">
        <h2 class="result-count">{s.search.results(page.items.length, plain(words))}</h2>
      </div>
      <ol class="results">
        {page.items.map((excerpt) => (
          <li key={`${excerpt.call}#${excerpt.anchor}`}>
            <ExcerptCard excerpt={excerpt} question={words} />
          </li>
        ))}
      </ol>
    </>
  );
}

export function CallRow({ view }: { view: CallView }) {
  const s = useStrings();
  const { call } = view;
  const specs = new Set(view.cited_by.map((by) => by.spec)).size;
  return (
    <li class="call-row">
      <div>
        <h3>
          <a href={callPath(call.id)} dir="auto">{plain(call.title ?? '') || s.call.untitled(s.callType[call.type ?? 'other'] ?? '')}</a>
        </h3>
        <p class="card-line">
          {view.account_label && <strong dir="auto">{plain(view.account_label)}</strong>}
          {call.started_at && <Day value={call.started_at.slice(0, 10)} />}
          {call.type && call.title && <span>{s.callType[call.type] ?? plain(call.type)}</span>}
          {call.duration_ms ? <span>{formatDuration(call.duration_ms, s.locale)}</span> : null}
        </p>
      </div>
      <p class="call-row-end">
        <span class={specs > 0 ? 'chip cited-chip' : 'muted small'}>{s.search.cited(specs)}</span>
        <LevelChip level={view.level} />
      </p>
    </li>
  );
}

function Latest({ first, path }: { first: Page<CallView>; path: string }) {
  const s = useStrings();
  const [more, setMore] = useState<CallView[]>([]);
  const [next, setNext] = useState(first.next);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<ApiError>();
  useEffect(() => {
    setMore([]);
    setNext(first.next);
  }, [first]);
  if (first.items.length === 0) {
    return (
      <Empty title={s.search.recentNone}>
        <p>{s.search.recentNoneNext}</p>
        <a class="button primary" href="/log">{s.overview.logFirst}</a>
      </Empty>
    );
  }
  const load = async (): Promise<void> => {
    setBusy(true);
    setError(undefined);
    try {
      const page = await get<Page<CallView>>(`${path}&${new URLSearchParams({ cursor: next ?? '' })}`);
      setMore((before) => [...before, ...page.items]);
      setNext(page.next);
    } catch (failed) {
      setError(failed instanceof ApiError ? failed : new ApiError('unexpected', {}, ''));
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
      <ul class="call-rows">
        {[...first.items, ...more].map((view) => <CallRow key={view.call.id} view={view} />)}
      </ul>
      {error && <Trouble error={error} inline />}
      {next !== null && next !== '' && <button type="button" class="button" disabled={busy} onClick={() => void load()}>{busy ? s.states.loading : s.search.more}</button>}
    </>
  );
}

export default function Search({ query }: PageProps) {
  const s = useStrings();
  const words = (query.get('q') ?? '').trim();
  const type = query.get('type') ?? '';
  const [typed, setTyped] = useState(words);
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => setTyped(words), [words]);
  const path = searchRequest(query);
  const found = useResource<{ items: ExcerptView[] }>(words === '' ? undefined : path);
  const latest = useResource<Page<CallView>>(words === '' ? path : undefined);
  const notice = useListLive(found, (page) => page.items.map((excerpt) => excerpt.call));
  return (
    <div class="search-page">
      <header class="page-head">
        <PageTitle text={words === '' ? s.search.title : `${plain(words)} · ${s.search.title}`}>{s.search.title}</PageTitle>
        <form
          role="search"
          class="search-form"
          onSubmit={(event) => {
            event.preventDefault();
            go(searchPath(typed.trim()));
          }}
        >
          <label class="label" for="search-field">{s.search.field}</label>
          <div class="search-row">
            <input ref={field} id="search-field" type="search" value={typed} maxLength={400} onInput={(event) => setTyped(event.currentTarget.value)} aria-describedby="search-hint" autocomplete="off" />
            <button type="submit" class="button primary">{s.search.submit}</button>
          </div>
          <p class="hint" id="search-hint">{s.search.hint}</p>
        </form>
      </header>
      {words !== '' ? (
        <Shown resource={found} inline>{(page) => <Results words={words} page={page} />}</Shown>
      ) : (
        <section aria-labelledby="latest">
          <div class="section-head">
            <h2 id="latest">{s.search.recent}</h2>
            <label class="inline-field">
              <span class="visually-hidden">{s.call.type}</span>
              <select value={type} onChange={(event) => go(event.currentTarget.value === '' ? '/search' : `/search?type=${event.currentTarget.value}`, { replace: true })}>
                <option value="">{s.search.anyType}</option>
                {kTypes.map((one) => <option value={one}>{s.callType[one]}</option>)}
              </select>
            </label>
          </div>
          <Shown resource={latest} inline>{(page) => <Latest first={page} path={path} />}</Shown>
        </section>
      )}
      {notice}
    </div>
  );
}
