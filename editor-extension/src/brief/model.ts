// A spec's brief: why, what customers said, what use is expected, on one page.
import * as vscode from 'vscode';
import { isVerified, sectionState, verdictWord } from '../evidence/model';
import type { CitationInfo, SpecEvidence } from '../protocol';
import { oneLine, plain, shorten } from '../text/plain';
import { blocksOf, type Block } from './blocks';
import type { Brief, BriefVoice } from './messages';

const kMostVoices = 6;

type LspRange = NonNullable<SpecEvidence['sections'][number]['body']>;

/** `textOf` gives the Markdown of a place in the spec. */
export function briefOf(spec: SpecEvidence, textOf: (range: LspRange) => string): Brief {
  return {
    title: oneLine(spec.title),
    status: oneLine(spec.status),
    summary: oneLine(spec.summary),
    state: spec.state,
    sections: spec.sections.map((section) => ({
      role: section.role,
      title: oneLine(section.title),
      state: section.state,
      stateText: sectionState(section.state),
      blocks: section.body === undefined ? [] : withoutHeading(blocksOf(textOf(section.body)), section.title),
    })),
    voices: voicesOf(spec.citations),
    against: spec.contradictions.map((finding) => oneLine(finding.message)),
  };
}

// A body may begin with its own heading: the page shows the title already.
function withoutHeading(blocks: Block[], title: string): Block[] {
  const first = blocks[0];
  if (first?.kind !== 'heading') return blocks;
  const text = first.runs.map((run) => run.text).join('');
  return oneLine(text) === oneLine(title) ? blocks.slice(1) : blocks;
}

/** The strongest first: verified quotes, one an account before a second of any. */
export function voicesOf(citations: readonly CitationInfo[]): BriefVoice[] {
  const usable = citations.filter((citation) => citation.problem === undefined && citation.words !== '');
  const rank = (citation: CitationInfo) =>
    citation.verdict !== undefined && isVerified(citation.verdict) ? 0 : citation.verdict === undefined ? 1 : 2;
  const sorted = usable.map((citation, index) => ({ citation, index })).sort((a, b) => rank(a.citation) - rank(b.citation) || a.index - b.index);
  const seen = new Set<string>();
  const first: CitationInfo[] = [];
  const rest: CitationInfo[] = [];
  for (const { citation } of sorted) {
    (seen.has(citation.account) ? rest : first).push(citation);
    seen.add(citation.account);
  }
  return [...first, ...rest].slice(0, kMostVoices).map((citation) => ({
    words: shorten(plain(citation.words), 320),
    who: oneLine(citation.who),
    account: oneLine(citation.account),
    when: [citation.day, citation.time].map(oneLine).filter((part) => part !== '').join(' · '),
    ...(citation.verdict === undefined ? {} : { verdict: citation.verdict }),
    // The words shown are the call's own: true even where the spec's quote is not.
    verdictText:
      citation.verdict === undefined
        ? ''
        : isVerified(citation.verdict)
          ? verdictWord(citation.verdict)
          : vscode.l10n.t('the spec quotes this differently'),
  }));
}
