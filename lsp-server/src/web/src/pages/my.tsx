// For the salesperson: what my accounts asked, which spec answers it, what nobody answers.
import { useState } from 'preact/hooks';
import type { AccountView, AskAnswer, Page } from '../api/types';
import { useStrings } from '../i18n/language';
import { callPath, specPath } from '../model/call_path';
import { byAccount, digestText, kProgress, progressOf, silentAccounts, wordsOf, type Progress } from '../model/digest';
import { plain, shortened } from '../model/plain';
import { formatDay } from '../model/when';
import { CopyButton, Empty, PageTitle, StatusChip } from '../parts/basics';
import { useListLive } from '../parts/live';
import { MyCalls } from '../parts/my_calls';
import { Shown, useResource } from '../parts/resource';
import type { PageProps } from '../shell/routes';
import { mayLog, useSession } from '../shell/session';

function Ask({ ask }: { ask: AskAnswer }) {
  const s = useStrings();
  const progress = progressOf(ask);
  const words = shortened(wordsOf(ask), 320);
  return (
    <li class={`ask progress-${progress}`}>
      <blockquote dir="auto">{words === '' ? <span class="withheld">{s.spec.hiddenWords}</span> : s.quoted(words)}</blockquote>
      <p class="card-line">
        <a href={callPath(ask.excerpt.call, ask.excerpt.anchor)}>{ask.excerpt.day ? s.my.heard(formatDay(ask.excerpt.day, s.locale)) : s.spec.openCall}</a>
        {ask.excerpt.stage && <span>{plain(ask.excerpt.stage)}</span>}
      </p>
      <p class="answer">
        {ask.spec ? (
          <>
            <span class="muted">{s.my.answeredBy} </span>
            <a href={specPath(ask.spec)} dir="auto">{plain(ask.spec_title ?? '') || ask.spec}</a> <StatusChip status={ask.status ?? ''} />
          </>
        ) : (
          <strong>{s.my.nobody}</strong>
        )}
        <span class="answer-help">{s.my.progressLong[progress]}</span>
      </p>
    </li>
  );
}

function Digest({ items }: { items: readonly AskAnswer[] }) {
  const s = useStrings();
  const text = digestText(s, s.locale, items, Date.now(), (path) => `${location.origin}${path}`);
  return (
    <section class="digest">
      <div class="section-head">
        <h2 id="digest-title">{s.my.digest}</h2>
        <CopyButton text={() => text} label={s.my.copyDigest} done={s.my.digestCopied} />
      </div>
      <p class="muted small">{s.my.digestHelp}</p>
      <pre tabIndex={0} role="region" aria-labelledby="digest-title">{text}</pre>
    </section>
  );
}

function Accounts({ items, accounts }: { items: AskAnswer[]; accounts: readonly AccountView[] }) {
  const s = useStrings();
  const { me } = useSession();
  const [only, setOnly] = useState<Progress | ''>('');
  const silent = silentAccounts(accounts, items, me?.person ?? '');
  const count = (progress: Progress): number => items.filter((item) => progressOf(item) === progress).length;
  const shown = only === '' ? items : items.filter((item) => progressOf(item) === only);
  if (items.length === 0 && silent.length === 0) {
    return (
      <Empty title={s.my.noneTitle}>
        <p>{me?.role === 'sales' ? s.my.none : s.my.noneOwner}</p>
        {mayLog(me) ? <a class="button primary" href="/log">{s.shell.log}</a> : <a class="button" href="/">{s.shell.toOverview}</a>}
      </Empty>
    );
  }
  return (
    <div class="my-columns">
      <div>
        {items.length > 0 && (
          <div class="filters" role="group" aria-label={s.my.filter}>
            <button type="button" class="filter" aria-pressed={only === ''} onClick={() => setOnly('')}>{s.my.all} <span class="count">{items.length}</span></button>
            {kProgress.filter((progress) => count(progress) > 0).map((progress) => (
              <button type="button" class="filter" aria-pressed={only === progress} onClick={() => setOnly(progress)}>
                {s.my.progress[progress]} <span class="count">{count(progress)}</span>
              </button>
            ))}
          </div>
        )}
        {byAccount(shown).map((group) => (
          <section class="account" aria-labelledby={`account-${group.account}`}>
            <h2 id={`account-${group.account}`} dir="auto">{plain(group.label)} <span class="muted small">{s.my.count(group.asks.length)}</span></h2>
            <ul class="asks">
              {group.asks.map((ask) => <Ask key={`${ask.excerpt.call}#${ask.excerpt.anchor}#${ask.spec ?? ''}`} ask={ask} />)}
            </ul>
          </section>
        ))}
        {silent.length > 0 && (
          <section class="account silent" aria-labelledby="silent-title">
            <h2 id="silent-title">{s.my.silent}</h2>
            <p class="muted small">{s.my.silentHelp}</p>
            <ul>
              {silent.map(({ account, calls }) => (
                <li><span dir="auto">{plain(account.name || account.alias || account.id)}</span> <span class="muted small">{s.my.calls(calls)}</span></li>
              ))}
            </ul>
          </section>
        )}
        {me && me.person !== '' && <MyCalls person={me.person} />}
      </div>
      {items.length > 0 && <Digest items={items} />}
    </div>
  );
}

export default function My(_: PageProps) {
  const s = useStrings();
  const asks = useResource<{ items: AskAnswer[] }>('/v1/my/accounts');
  const accounts = useResource<Page<AccountView>>('/v1/accounts?limit=200');
  const notice = useListLive(asks, (page) => page.items.map((ask) => ask.excerpt.call));
  return (
    <div class="my-page">
      <header class="page-head">
        <PageTitle text={s.my.title} />
        <p class="lead">{s.my.lead}</p>
      </header>
      <Shown resource={asks} inline>{(page) => <Accounts items={page.items} accounts={accounts.value?.items ?? []} />}</Shown>
      {notice}
    </div>
  );
}
