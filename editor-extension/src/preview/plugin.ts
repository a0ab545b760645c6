// A markdown-it plugin for VS Code's own preview: a card below each paragraph with citations, a
// mark at each citation, a badge at each required heading. It is called while rendering and must
// answer at once, from what is known by then.
//
// Words of calls are data: every one goes through markdown-it's escapeHtml, and no link is made of
// anything but a file of the call log.
import type MarkdownIt from 'markdown-it';
import type { CitationInfo, SpecEvidence, State } from '../protocol';
import { isVerified, sectionState, verdictWord } from '../evidence/model';
import { oneLine, plain, shorten } from '../text/plain';

type Token = ReturnType<MarkdownIt['parse']>[number];
type Rule = NonNullable<MarkdownIt['renderer']['rules'][string]>;

/** What the preview reads from; `document` is the preview's own environment. */
export interface PreviewSource {
  evidence(environment: unknown): SpecEvidence | undefined;
  /** Where the cited turn stands, as a link of the preview: "../calls/acme.vtt#L12". */
  link(environment: unknown, citation: CitationInfo): string | undefined;
  words(): PreviewWords;
}

export interface PreviewWords {
  inTheCall: string; // "In the call:"
  missing: (titles: string) => string;
}

// Of one rendering of one document.
interface Progress {
  evidence: SpecEvidence;
  /** Citations by destination, in order: the same link may stand behind several quotes. */
  left: Map<string, CitationInfo[]>;
  open: (CitationInfo | undefined)[]; // links that are open, innermost last
  cards: CitationInfo[]; // for the block being written
  summary: boolean; // still to be written, below the title
}

const kMostWords = 420;

export function whyspecPlugin(md: MarkdownIt, source: PreviewSource): MarkdownIt {
  const escape = md.utils.escapeHtml;
  const text = (words: string) => escape(plain(words));
  const progress = new WeakMap<object, Progress>();

  const of = (environment: unknown): Progress | undefined => {
    if (typeof environment !== 'object' || environment === null) return undefined;
    const known = progress.get(environment);
    if (known !== undefined) return known;
    const evidence = source.evidence(environment);
    if (evidence === undefined) return undefined;
    const left = new Map<string, CitationInfo[]>();
    for (const citation of evidence.citations) {
      const key = normalised(citation.destination);
      left.set(key, [...(left.get(key) ?? []), citation]);
    }
    const made: Progress = { evidence, left, open: [], cards: [], summary: true };
    progress.set(environment, made);
    return made;
  };

  const after = (name: string, more: (tokens: Token[], index: number, environment: unknown) => string) => {
    const before = md.renderer.rules[name];
    md.renderer.rules[name] = (tokens, index, options, environment, self) => {
      const html = before === undefined ? self.renderToken(tokens, index, options) : before(tokens, index, options, environment, self);
      return html + more(tokens, index, environment);
    };
  };

  const linkOpen: Rule | undefined = md.renderer.rules.link_open;
  md.renderer.rules.link_open = (tokens, index, options, environment, self) => {
    const token = tokens[index];
    const state = of(environment);
    if (token !== undefined && state !== undefined) {
      const citation = take(state, token.attrGet('href') ?? '');
      state.open.push(citation);
      if (citation !== undefined) {
        state.cards.push(citation);
        token.attrJoin('class', `whyspec-citation whyspec-${tone(citation)}`);
        const link = source.link(environment, citation);
        if (link !== undefined) token.attrSet('data-href', link);
        token.attrSet('title', plain(citation.problem ?? citation.verdictText ?? citation.callTitle));
      }
    }
    return linkOpen === undefined ? self.renderToken(tokens, index, options) : linkOpen(tokens, index, options, environment, self);
  };
  after('link_close', (_tokens, _index, environment) => {
    const citation = of(environment)?.open.pop();
    return citation === undefined ? '' : `<span class="whyspec-mark whyspec-${tone(citation)}" aria-hidden="true">${mark(citation)}</span>`;
  });

  const cards = (environment: unknown): string => {
    const state = of(environment);
    if (state === undefined || state.cards.length === 0) return '';
    return state.cards.splice(0).map(card).join('');
  };
  const card = (citation: CitationInfo): string => {
    const words = shorten(oneLine(citation.words), kMostWords);
    // A quote that stands right above in these very words is not said twice.
    const quoted = citation.verdict === 'exact';
    const who = [citation.who, citation.account, citation.day, citation.time].map(oneLine).filter((part) => part !== '');
    const parts: string[] = [];
    if (citation.problem !== undefined) {
      parts.push(`<div class="whyspec-problem">${text(citation.problem)}</div>`);
    } else if (words !== '' && !quoted) {
      const lead = citation.verdict === undefined ? '' : `<span class="whyspec-lead">${escape(source.words().inTheCall)}</span> `;
      parts.push(`<div class="whyspec-words">${lead}“${escape(words)}”</div>`);
    }
    if (who.length > 0) parts.push(`<div class="whyspec-who">${who.map((part) => `<span>${escape(part)}</span>`).join(' · ')}</div>`);
    // The text begins with its sign, which the card has on its own, hidden from screen readers.
    const said = oneLine(citation.verdictText ?? '').replace(/^[✓≈✗]\s*/u, '');
    const verdict = citation.verdict === undefined ? '' : said || verdictWord(citation.verdict);
    if (verdict !== '') parts.push(`<div class="whyspec-verdict"><span aria-hidden="true">${mark(citation)}</span> ${escape(verdict)}</div>`);
    return parts.length === 0 ? '' : `<div class="whyspec-card whyspec-${tone(citation)}">${parts.join('')}</div>\n`;
  };
  after('paragraph_close', (_tokens, _index, environment) => cards(environment));
  // In a heading or a table cell there is no room for a card: the mark and its tooltip must do.
  for (const name of ['heading_close', 'td_close', 'th_close']) {
    after(name, (tokens, index, environment) => {
      const state = of(environment);
      if (state === undefined) return '';
      state.cards.length = 0;
      return name === 'heading_close' ? summary(tokens, index, state) : '';
    });
  }

  const summary = (tokens: Token[], index: number, state: Progress): string => {
    if (!state.summary || tokens[index]?.tag !== 'h1') return '';
    state.summary = false;
    const missing = state.evidence.sections.filter((section) => section.range === undefined).map((section) => oneLine(section.title));
    const parts = [state.evidence.summary === '' ? '' : `<span>${text(state.evidence.summary)}</span>`];
    if (missing.length > 0) parts.push(`<span class="whyspec-missing">${escape(source.words().missing(missing.join(', ')))}</span>`);
    const html = parts.filter((part) => part !== '').join(' ');
    return html === '' ? '' : `<div class="whyspec-summary whyspec-state-${state.evidence.state}">${html}</div>\n`;
  };

  // The badge belongs inside the heading: it is written before its end tag.
  const headingClose = md.renderer.rules.heading_close;
  md.renderer.rules.heading_close = (tokens, index, options, environment, self) => {
    const state = of(environment);
    const section = state === undefined ? undefined : sectionAt(tokens, index, state.evidence);
    const badge = section === undefined ? '' : badgeHtml(section, escape);
    const html = headingClose === undefined ? self.renderToken(tokens, index, options) : headingClose(tokens, index, options, environment, self);
    return badge + html;
  };
  return md;
}

type Section = SpecEvidence['sections'][number];

function sectionAt(tokens: Token[], close: number, evidence: SpecEvidence): Section | undefined {
  let open = close;
  while (open > 0 && tokens[open]?.type !== 'heading_open') open--;
  const line = tokens[open]?.map?.[0];
  const title = folded(tokens[open + 1]?.content ?? '');
  const present = evidence.sections.filter((section) => section.range !== undefined);
  return (
    present.find((section) => section.range?.start.line === line && folded(section.title) === title) ??
    present.find((section) => folded(section.title) === title) ??
    present.find((section) => section.range?.start.line === line)
  );
}

function badgeHtml(section: Section, escape: (text: string) => string): string {
  const sign: Record<State, string> = { ok: '✓', weak: '!', missing: '✕' };
  const tooltip = section.findings.map((finding) => plain(finding.message)).join('\n');
  return (
    ` <span class="whyspec-badge whyspec-state-${section.state}" title="${escape(tooltip)}">` +
    `<span aria-hidden="true">${sign[section.state]}</span> ${escape(sectionState(section.state))}</span>`
  );
}

function take(state: Progress, href: string): CitationInfo | undefined {
  const list = state.left.get(normalised(href));
  if (list === undefined) return undefined;
  return list.length > 1 ? list.shift() : list[0];
}

function tone(citation: CitationInfo): 'verified' | 'plain' | 'doubtful' | 'wrong' {
  if (citation.problem !== undefined) return 'wrong';
  if (citation.verdict === undefined) return 'plain';
  if (isVerified(citation.verdict)) return 'verified';
  return citation.verdict === 'reworded' ? 'doubtful' : 'wrong';
}

function mark(citation: CitationInfo): string {
  return { verified: '✓', plain: '”', doubtful: '≈', wrong: '✕' }[tone(citation)];
}

// A destination is written with or without escapes ("%C3%A9"): both mean the same.
function normalised(destination: string): string {
  try {
    return decodeURI(destination);
  } catch {
    return destination;
  }
}

function folded(title: string): string {
  return title.replace(/[*_`]/g, '').replace(/\s+/g, ' ').trim().toLowerCase();
}
