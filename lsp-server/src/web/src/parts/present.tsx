// Ten minutes to present a spec: one section a step, large, with a clock.
import type { ComponentChildren } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { SpecCitation, SpecSection, SpecView } from '../api/types';
import { useStrings } from '../i18n/language';
import { elapsed, kTenMinutesMs, leftMs, startedAt, toggled } from '../model/clock';
import { isVerified, verdictOf, type Summary } from '../model/evidence';
import { plain, shortened } from '../model/plain';
import { formatAge, formatOffset } from '../model/when';
import { Day, StatusChip } from './basics';
import { isQuoted } from './excerpt_card';
import { Markdown, type MarkdownContext } from './markdown';

interface Step {
  title: string;
  body: ComponentChildren;
}

const kVoices = 3;

/**
 * What stands beside the text: not the quotes it holds already, but what it only links to, what
 * speaks against it, and what was really said where a quote is not the call's words.
 */
export function voicesOf(citations: readonly SpecCitation[]): SpecCitation[] {
  const weight = (citation: SpecCitation): number => (citation.stance === 'contradicts' ? 2 : citation.quote !== '' ? 1 : 0);
  return citations
    .filter((citation) => citation.gone === '' && (citation.quote === '' || citation.stance === 'contradicts' || (verdictOf(citation) !== '' && !isVerified(verdictOf(citation)))))
    .sort((a, b) => weight(b) - weight(a))
    .slice(0, kVoices);
}

function Voice({ citation }: { citation: SpecCitation }) {
  const s = useStrings();
  const excerpt = citation.excerpt;
  const words = excerpt?.turns.filter((turn) => isQuoted(excerpt, turn)).map((turn) => turn.text).join(' ') ?? '';
  if (!excerpt || words === '') return null;
  const speaker = excerpt.turns.find((turn) => isQuoted(excerpt, turn))?.speaker ?? '';
  return (
    <figure class="voice">
      <blockquote dir="auto">{s.quoted(shortened(words, 220))}</blockquote>
      <figcaption>
        {[plain(speaker), plain(citation.account_label)].filter(Boolean).join(', ')}, <Day value={excerpt.day} />
        {citation.quote !== '' && citation.stance !== 'contradicts' && <span class="badge verdict-bad">{s.present.really}</span>}
        {citation.stance === 'contradicts' && <span class="badge stance-contradicts">{s.stance.contradicts}</span>}
      </figcaption>
    </figure>
  );
}

export function Present({ spec, brief, cards, summary, context, step, onStep, notice }: {
  spec: SpecView;
  brief: readonly SpecSection[];
  cards: Map<SpecSection, SpecCitation[]>;
  summary: Summary;
  context: MarkdownContext;
  step: number;
  onStep(step: number | undefined): void;
  /** What changed meanwhile. */
  notice: ComponentChildren;
}) {
  const s = useStrings();
  const [clock, setClock] = useState(() => startedAt(Date.now()));
  const [now, setNow] = useState(Date.now);
  const [full, setFull] = useState(false);
  const stage = useRef<HTMLDivElement>(null);

  const steps: Step[] = [
    {
      title: spec.title || spec.id,
      body: (
        <div class="cover">
          <p class="over-title"><span class="spec-id">{spec.id}</span> <StatusChip status={spec.status} /></p>
          <h1 tabIndex={-1} data-page-title="" dir="auto">{plain(spec.title) || spec.id}</h1>
          <ul class="summary">
            <li>{summary.accounts === 0 ? s.overview.noEvidence : s.spec.summary(summary.accounts, summary.prospects, summary.customers)}</li>
            {summary.quotes > 0 && <li>{s.spec.verified(summary.verified, summary.quotes)}</li>}
            {summary.newest && <li>{s.spec.newest(formatAge(summary.newest, Date.now(), s.locale))}</li>}
          </ul>
        </div>
      ),
    },
    ...brief.map((section): Step => {
      const voices = voicesOf(cards.get(section) ?? []);
      return {
        title: plain(section.title),
        body: (
          <>
            <h1 tabIndex={-1} data-page-title="" dir="auto">{plain(section.title) || s.spec.roles[section.role]}</h1>
            <div class={voices.length > 0 ? 'slide-columns' : 'slide-single'}>
              <Markdown text={section.markdown} context={context} />
              {voices.length > 0 && (
                <div class="voices" role="group" aria-label={s.present.voices}>
                  {voices.map((citation) => <Voice citation={citation} />)}
                </div>
              )}
            </div>
          </>
        ),
      };
    }),
    {
      title: s.present.questions,
      body: (
        <div class="cover">
          <h1 tabIndex={-1} data-page-title="">{s.present.questions}</h1>
          <p class="ask">{s.present.questionsText}</p>
          <p class="muted">{s.present.questionsSpec} <span class="address">{`${location.origin}${location.pathname}`}</span></p>
        </div>
      ),
    },
  ];
  const at = Math.min(step, steps.length - 1);
  const move = (by: number): void => onStep(Math.min(steps.length - 1, Math.max(0, at + by)));
  const leave = (): void => {
    if (document.fullscreenElement) void document.exitFullscreen().catch(() => undefined);
    onStep(undefined);
  };
  const toggleFull = (): void => {
    // A browser that does not allow it shows the same in its window.
    if (document.fullscreenElement) void document.exitFullscreen().catch(() => undefined);
    else void document.documentElement.requestFullscreen?.().catch(() => undefined);
  };

  useEffect(() => {
    document.documentElement.classList.add('presenting');
    const noted = (): void => setFull(document.fullscreenElement !== null);
    document.addEventListener('fullscreenchange', noted);
    if (!document.fullscreenElement) void document.documentElement.requestFullscreen?.().catch(() => undefined);
    return () => {
      document.documentElement.classList.remove('presenting');
      document.removeEventListener('fullscreenchange', noted);
    };
  }, []);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 250);
    return () => clearInterval(timer);
  }, []);
  useEffect(() => {
    stage.current?.scrollTo(0, 0);
    stage.current?.querySelector<HTMLElement>('[data-page-title]')?.focus({ preventScroll: true });
  }, [at]);

  const keys = useRef<(event: KeyboardEvent) => void>(() => undefined);
  keys.current = (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const onControl = event.target instanceof Element && event.target.closest('button, a') !== null;
    const act: Record<string, () => void> = {
      ArrowRight: () => move(1),
      PageDown: () => move(1),
      ArrowLeft: () => move(-1),
      PageUp: () => move(-1),
      Home: () => onStep(0),
      End: () => onStep(steps.length - 1),
      Escape: leave,
      ...(onControl ? {} : { ' ': () => setClock((before) => toggled(before, Date.now())), f: toggleFull }),
    };
    const chosen = act[event.key];
    if (!chosen) return;
    event.preventDefault();
    chosen();
  };
  useEffect(() => {
    const listener = (event: KeyboardEvent): void => keys.current(event);
    document.addEventListener('keydown', listener);
    return () => document.removeEventListener('keydown', listener);
  }, []);

  const left = leftMs(clock, now);
  const share = Math.min(1, elapsed(clock, now) / kTenMinutesMs);
  return (
    <div class="stage" role="dialog" aria-modal="true" aria-label={`${s.present.title}: ${plain(spec.title)}`}>
      <PresentTitle text={spec.title} />
      <svg class="clock-bar" viewBox="0 0 100 1" preserveAspectRatio="none" aria-hidden="true">
        <rect width="100" height="1" class="clock-back" />
        <rect width={share * 100} height="1" class={left < 0 ? 'clock-over' : 'clock-front'} />
      </svg>
      <div class="slide" ref={stage} key={at} tabIndex={0} role="region" aria-label={s.present.step(at + 1, steps.length)}>
        <div class="slide-inner">{steps[at]?.body}</div>
      </div>
      {notice}
      <div class="stage-bar" role="toolbar" aria-label={s.present.controls}>
        <div class="row">
          <button type="button" class="button" onClick={() => move(-1)} disabled={at === 0}><span aria-hidden="true">← </span>{s.present.previous}</button>
          <button type="button" class="button primary" onClick={() => move(1)} disabled={at === steps.length - 1}>{s.present.next}<span aria-hidden="true"> →</span></button>
          <span class="step-count" aria-live="polite">{s.present.step(at + 1, steps.length)}</span>
        </div>
        <div class="row">
          <span class={left < 0 ? 'clock over' : 'clock'} role="timer">{left < 0 ? s.present.over(formatOffset(-left)) : s.present.left(formatOffset(left))}</span>
          <button type="button" class="button small" onClick={() => setClock(toggled(clock, Date.now()))}>{clock.since === undefined ? s.present.resume : s.present.pause}</button>
          <button type="button" class="button small wide-only" onClick={() => setClock(startedAt(Date.now()))}>{s.present.restart}</button>
          <button type="button" class="button small wide-only" onClick={toggleFull}>{full ? s.present.window : s.present.full}</button>
          <button type="button" class="button small" onClick={leave}>{s.present.leave}</button>
        </div>
      </div>
      <p class="stage-keys wide-only">{s.present.keys}</p>
    </div>
  );
}

function PresentTitle({ text }: { text: string }) {
  useEffect(() => {
    document.title = `${plain(text)} · Whyspec`;
  }, [text]);
  return null;
}
