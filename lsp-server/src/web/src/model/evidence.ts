// What the citations of a spec amount to, computed from what the caller sees of them.
import type { OverviewSpec, SpecCitation, SpecSection, SpecView } from '../api/types';
import { targetOf } from './call_path';
import { middleOf, parseStake } from './money';

export const isVerified = (verdict: string): boolean => verdict === 'exact' || verdict === 'edited';

/** The verdict that holds now, else the one when the spec was published. */
export const verdictOf = (citation: SpecCitation): SpecCitation['verdict'] => citation.verdict_now || citation.verdict;

export interface Summary {
  accounts: number;
  prospects: number;
  customers: number;
  quotes: number;
  verified: number;
  gone: number;
  contradicting: number;
  newest?: string;
}

export function summaryOf(citations: readonly SpecCitation[]): Summary {
  const known = citations.filter((citation) => citation.gone === '');
  const labels = (wanted?: string) => new Set(known.filter((citation) => wanted === undefined || citation.excerpt?.lifecycle === wanted).map((citation) => citation.account_label || citation.call)).size;
  const days = known.map((citation) => citation.excerpt?.day ?? '').filter((day) => day !== '').sort();
  const newest = days.at(-1);
  const quotes = citations.filter((citation) => citation.quote !== '' || verdictOf(citation) !== '');
  return {
    accounts: labels(),
    prospects: labels('prospect'),
    customers: labels('customer'),
    quotes: quotes.length,
    verified: quotes.filter((citation) => citation.gone === '' && isVerified(verdictOf(citation))).length,
    gone: citations.length - known.length,
    contradicting: known.filter((citation) => citation.stance === 'contradicts').length,
    ...(newest === undefined ? {} : { newest }),
  };
}

export const kBriefRoles: readonly string[] = ['why', 'evidence', 'usage'];

/** Why, evidence, usage, in that order; then the rest, in the spec's order. */
export function briefOf(sections: readonly SpecSection[]): { brief: SpecSection[]; rest: SpecSection[] } {
  return {
    brief: kBriefRoles.flatMap((role) => sections.filter((section) => section.role === role)),
    rest: sections.filter((section) => !kBriefRoles.includes(section.role)),
  };
}

/** A passage that is cited twice says the same twice. */
const isSame = (a: SpecCitation, b: SpecCitation): boolean => a.call === b.call && a.anchor === b.anchor && a.quote === b.quote && a.stance === b.stance && a.gone === b.gone;

const kDestination = /\]\(\s*<?([^\s)>]+)|<(call:[^>\s]+)>|^\s{0,3}\[[^\]]+\]:\s*<?([^\s>]+)/gm;

/** Citations under the section whose text links to them; those that no section names, under the evidence. */
export function citationsBySection(spec: Pick<SpecView, 'sections' | 'citations'>): Map<SpecSection, SpecCitation[]> {
  const calls = new Set(spec.citations.map((citation) => citation.call));
  const left = new Set(spec.citations);
  const found = new Map<SpecSection, SpecCitation[]>();
  const { brief, rest } = briefOf(spec.sections);
  for (const section of [...brief, ...rest]) {
    const here: SpecCitation[] = [];
    for (const match of section.markdown.matchAll(kDestination)) {
      const target = targetOf(match[1] ?? match[2] ?? match[3] ?? '', (call) => calls.has(call));
      if (target.kind !== 'call') continue;
      for (const citation of left) {
        if (citation.call !== target.link.call || citation.anchor !== target.link.anchor) continue;
        left.delete(citation);
        if (!here.some((one) => isSame(one, citation))) here.push(citation);
      }
    }
    found.set(section, here);
  }
  const home = brief.find((section) => section.role === 'evidence') ?? brief[0] ?? rest[0];
  const there = home && found.get(home);
  for (const citation of left) if (there && !there.some((one) => isSame(one, citation))) there.push(citation);
  return found;
}

export type SpecOrder = 'id' | 'accounts' | 'newest' | 'arr' | 'concentration' | 'status';

const kStatuses = ['draft', 'review', 'ready', 'committed', 'shipped', 'declined', 'superseded'];
const rank = (status: string): number => (kStatuses.indexOf(status) + kStatuses.length + 1) % (kStatuses.length + 1);

const stakeOf = (spec: OverviewSpec): number => {
  const stake = parseStake(spec.arr_at_stake);
  return stake ? middleOf(stake) : -1;
};

/** Most first where there is a "most"; ties by title, then id, so that the order is always the same. */
export function sortedSpecs(specs: readonly OverviewSpec[], order: SpecOrder): OverviewSpec[] {
  const by: Record<SpecOrder, (a: OverviewSpec, b: OverviewSpec) => number> = {
    id: (a, b) => a.id.localeCompare(b.id, 'en', { numeric: true }),
    accounts: (a, b) => b.accounts - a.accounts || b.citations - a.citations,
    newest: (a, b) => (b.newest ?? '').localeCompare(a.newest ?? ''),
    arr: (a, b) => stakeOf(b) - stakeOf(a),
    concentration: (a, b) => b.concentration - a.concentration,
    status: (a, b) => rank(a.status) - rank(b.status),
  };
  return [...specs].sort((a, b) => by[order](a, b) || a.title.localeCompare(b.title) || a.id.localeCompare(b.id));
}

export interface Matrix {
  accounts: { label: string; specs: number; citations: number }[];
  rows: { spec: OverviewSpec; counts: number[] }[];
  most: number;
}

/** Specs by accounts: the accounts that most specs rest on come first. */
export function matrixOf(specs: readonly OverviewSpec[]): Matrix {
  const totals = new Map<string, { label: string; specs: number; citations: number }>();
  for (const spec of specs) {
    for (const [label, count] of Object.entries(spec.by_account)) {
      if (count <= 0) continue;
      const total = totals.get(label) ?? { label, specs: 0, citations: 0 };
      totals.set(label, { label, specs: total.specs + 1, citations: total.citations + count });
    }
  }
  const accounts = [...totals.values()].sort((a, b) => b.specs - a.specs || b.citations - a.citations || a.label.localeCompare(b.label));
  const rows = specs.map((spec) => ({ spec, counts: accounts.map(({ label }) => (Object.hasOwn(spec.by_account, label) ? (spec.by_account[label] ?? 0) : 0)) }));
  return { accounts, rows, most: Math.max(0, ...rows.flatMap((row) => row.counts)) };
}

/** 0 for nothing, 1..4 for how much of the most. */
export const shadeOf = (count: number, most: number): number => (count <= 0 || most <= 0 ? 0 : Math.min(4, Math.max(1, Math.ceil((count / most) * 4))));
