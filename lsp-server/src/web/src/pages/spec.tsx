// One spec: the brief first (why, evidence, usage), with what customers said beside each claim.
import type { ComponentChildren } from 'preact';
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { SpecCitation, SpecSection, SpecView } from '../api/types';
import { useStrings } from '../i18n/language';
import { briefOf, citationsBySection, kBriefRoles, isVerified, summaryOf, verdictOf } from '../model/evidence';
import { callPath, searchPath } from '../model/call_path';
import { specChanged } from '../model/differences';
import { languageTag, plain } from '../model/plain';
import { formatAge, formatInstant } from '../model/when';
import { Day, Empty, PageTitle, StatusChip } from '../parts/basics';
import { ExcerptCard } from '../parts/excerpt_card';
import { LiveNotice, useLive } from '../parts/live';
import { Markdown, type MarkdownContext } from '../parts/markdown';
import { Present } from '../parts/present';
import { Shown, useResource } from '../parts/resource';
import { noteHash } from '../shell/navigation';
import type { PageProps } from '../shell/routes';

// So many excerpts fit beside the text without leaving it alone on the page.
const kBeside = 2;

function VerdictBadge({ citation }: { citation: SpecCitation }) {
  const s = useStrings();
  const verdict = verdictOf(citation) || 'unchecked';
  return (
    <span class={`badge verdict-${isVerified(verdict) ? 'good' : verdict === 'unchecked' ? 'none' : verdict === 'reworded' ? 'warn' : 'bad'}`} title={s.verdictHelp[verdict]}>
      <span aria-hidden="true">{isVerified(verdict) ? '✓ ' : verdict === 'unchecked' ? '' : '! '}</span>
      {s.verdict[verdict]}
    </span>
  );
}

function CitationCard({ citation }: { citation: SpecCitation }) {
  const s = useStrings();
  if (citation.gone !== '') {
    return (
      <article class="card gone">
        <header class="card-head">
          <h4 class="card-title">{citation.account_label ? `${s.colon(s.gone[citation.gone] ?? citation.gone)} ${plain(citation.account_label)}` : (s.gone[citation.gone] ?? citation.gone)}</h4>
        </header>
        <p>{s.goneHelp[citation.gone] ?? ''}</p>
      </article>
    );
  }
  const verdict = verdictOf(citation);
  const hasNote = citation.quote !== '' || verdict !== '' || citation.stance !== 'supports';
  const note = hasNote && (
    <div class="badges">
      {citation.quote !== '' || verdict !== '' ? <VerdictBadge citation={citation} /> : null}
      {citation.stance !== 'supports' && <span class={`badge stance-${citation.stance}`}>{s.stance[citation.stance] ?? citation.stance}</span>}
      {verdict !== '' && !isVerified(verdict) && <span class="muted small">{s.verdictHelp[verdict]}</span>}
      {citation.quote !== '' && verdict !== '' && !isVerified(verdict) && (
        <p class="as-quoted" dir="auto">
          <span class="muted small">{s.colon(s.spec.quoteInSpec)} </span>{s.quoted(plain(citation.quote))}
        </p>
      )}
    </div>
  );
  if (!citation.excerpt) {
    return (
      <article class="card excerpt">
        <header class="card-head">
          <h4 class="card-title">{plain(citation.account_label) || s.search.noTitle}</h4>
        </header>
        {note}
        <p class="withheld">{s.spec.hiddenWords}</p>
        <footer class="card-foot"><a href={callPath(citation.call, citation.anchor)}>{s.spec.openCall}</a></footer>
      </article>
    );
  }
  return <ExcerptCard excerpt={citation.excerpt} note={note} heading={4} context="folded" />;
}

function Section({ section, citations, context, name }: { section: SpecSection; citations: readonly SpecCitation[]; context: MarkdownContext; name: string }) {
  const s = useStrings();
  const id = `section-${section.role || 'rest'}`;
  return (
    <section class={citations.length > kBeside ? 'brief-section many-cards' : citations.length > 0 ? 'brief-section with-cards' : 'brief-section'} aria-labelledby={id}>
      <div class="brief-text">
        <h2 id={id} dir="auto">
          {plain(section.title) || name}
          {name && plain(section.title).trim().toLowerCase() !== name.toLowerCase() ? <span class="section-role">{name}</span> : null}
        </h2>
        {section.markdown.trim() === '' ? <p class="muted">{s.spec.emptySection}</p> : <Markdown text={section.markdown} context={context} />}
      </div>
      {citations.length > 0 && (
        <div class="brief-cards">
          <h3 class="cards-title">{s.spec.cardsTitle}</h3>
          {citations.map((citation) => <CitationCard citation={citation} />)}
        </div>
      )}
    </section>
  );
}

function Brief({ spec, notice }: { spec: SpecView; notice: ComponentChildren }) {
  const s = useStrings();
  const { brief, rest } = useMemo(() => briefOf(spec.sections), [spec]);
  const cards = useMemo(() => citationsBySection(spec), [spec]);
  const summary = useMemo(() => summaryOf(spec.citations), [spec]);
  const calls = useMemo(() => new Set(spec.citations.map((citation) => citation.call)), [spec]);
  const context: MarkdownContext = { known: (call) => calls.has(call), heading: 3, lang: languageTag(spec.language), s };
  const [step, setStep] = useState<number | undefined>(() => presentedStep());
  useEffect(() => {
    const follow = (): void => setStep(presentedStep());
    addEventListener('hashchange', follow);
    return () => removeEventListener('hashchange', follow);
  }, []);
  const show = (next: number | undefined): void => {
    setStep(next);
    noteHash(next === undefined ? '' : `present=${next + 1}`);
  };
  if (step !== undefined) return <Present spec={spec} brief={brief} cards={cards} summary={summary} context={context} step={step} onStep={show} notice={notice} />;
  return (
    <article class="spec-page">
      <header class="page-head">
        <p class="over-title">
          <span class="spec-id">{spec.id}</span> <StatusChip status={spec.status} />
        </p>
        <PageTitle text={spec.title || spec.id}><span dir="auto">{plain(spec.title) || spec.id}</span></PageTitle>
        <p class="facts-line">
          {spec.owner && <span>{s.colon(s.spec.owner)} {plain(spec.owner)}</span>}
          <span>{s.spec.publishedBy(plain(spec.published_by), formatInstant(spec.published_at, s.locale))}</span>
          <span class="file-name">{plain([spec.repository, spec.path].filter(Boolean).join(' / '))}</span>
        </p>
        <ul class="summary">
          <li>{summary.accounts === 0 ? s.overview.noEvidence : s.spec.summary(summary.accounts, summary.prospects, summary.customers)}</li>
          {summary.quotes > 0 && <li class={summary.verified === summary.quotes ? 'good' : ''}>{s.spec.verified(summary.verified, summary.quotes)}</li>}
          {summary.newest && <li>{s.spec.newest(formatAge(summary.newest, Date.now(), s.locale))}</li>}
          {summary.contradicting > 0 && <li class="warn">{s.spec.contradicting(summary.contradicting)}</li>}
          {summary.gone > 0 && <li class="bad">{s.spec.gone(summary.gone)}</li>}
          {spec.errors + spec.warnings > 0 && <li class="warn">{s.spec.findings(spec.errors, spec.warnings)}</li>}
        </ul>
        <div class="row no-print">
          <button type="button" class="button primary" onClick={() => show(0)}>{s.spec.present}</button>
          <button type="button" class="button" onClick={() => print()}>{s.spec.print}</button>
        </div>
      </header>
      {kBriefRoles.map((role) => {
        const sections = brief.filter((section) => section.role === role);
        if (sections.length === 0) {
          return (
            <p class="note warn missing">
              <strong>{s.spec.noSection(s.spec.roles[role] ?? role)}.</strong> {s.spec.noSectionNext}
            </p>
          );
        }
        return sections.map((section) => <Section section={section} citations={cards.get(section) ?? []} context={context} name={s.spec.roles[role] ?? ''} />);
      })}
      {spec.citations.length === 0 && (
        <Empty title={s.spec.noCitations}>
          <p>{s.spec.noCitationsNext}</p>
          <a class="button" href={searchPath(spec.title)}>{s.search.title}</a>
        </Empty>
      )}
      {rest.length > 0 && (
        <details class="rest">
          <summary>
            <span class="rest-title">{s.spec.rest}</span> <span class="muted small">{s.spec.restHelp}</span>
          </summary>
          {rest.map((section) => <Section section={section} citations={cards.get(section) ?? []} context={context} name="" />)}
        </details>
      )}
      {notice}
      <p class="print-only small">{location.href} <Day value={spec.published_at.slice(0, 10)} /></p>
    </article>
  );
}

function presentedStep(): number | undefined {
  const match = /^#present(?:=(\d{1,3}))?$/.exec(location.hash);
  return match ? Math.max(0, Number(match[1] ?? 1) - 1) : undefined;
}

export default function Spec({ id }: PageProps) {
  const s = useStrings();
  const resource = useResource<SpecView>(`/v1/specs/${encodeURIComponent(id)}`, { stays: true });
  const [news, setNews] = useState('');
  const cited = useRef(new Set<string>());
  cited.current = useMemo(() => new Set(resource.value?.citations.map((citation) => citation.call)), [resource.value]);
  const look = async (): Promise<boolean> => {
    const answer = await resource.refresh();
    if (answer.outcome === 'changed' && answer.before) setNews(specChanged(s, answer.before, answer.after));
    if (answer.outcome === 'gone') setNews(s.live.specRemoved);
    return answer.outcome !== 'failed';
  };
  const connected = useLive((change) => (change.kind.startsWith('spec.') ? change.object === id : cited.current.has(change.object)), look);
  const notice = <LiveNotice text={news} connected={connected} onClose={() => setNews('')} />;
  return <Shown resource={resource}>{(spec) => <Brief spec={spec} notice={notice} />}</Shown>;
}
