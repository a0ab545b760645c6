// The Evidence side bar as plain rows: what is shown, in which order, with which words.
import * as vscode from 'vscode';
import type { CitationInfo, FindingInfo, SpecEvidence, State, VerdictName } from '../protocol';
import { lifecycleName } from '../text/lifecycle';
import { oneLine, shorten } from '../text/plain';

type LspRange = FindingInfo['range'];

/** What a click on a row does. */
export type Action =
  | { kind: 'place'; uri: string; range: LspRange }
  | { kind: 'call'; call: string; anchor: string };

export interface Row {
  /** Stable between refreshes, so that the tree stays open where it was. */
  id: string;
  label: string;
  highlights?: [number, number][];
  description?: string;
  tooltip?: string;
  icon?: { name: string; color?: string };
  action?: Action;
  /** For the menus of package.json: "citation", "claim", "finding" … */
  context?: string;
  children?: Row[];
  open?: boolean;
  /** Markdown to put on the clipboard. */
  citation?: string;
}

const kStateIcons: Record<State, { name: string; color: string }> = {
  ok: { name: 'pass-filled', color: 'testing.iconPassed' },
  weak: { name: 'warning', color: 'list.warningForeground' },
  missing: { name: 'circle-large-outline', color: 'list.errorForeground' },
};

const kSeverityIcons: Record<FindingInfo['severity'], { name: string; color: string }> = {
  error: { name: 'error', color: 'list.errorForeground' },
  warning: { name: 'warning', color: 'list.warningForeground' },
  info: { name: 'info', color: 'notificationsInfoIcon.foreground' },
  hint: { name: 'lightbulb', color: 'notificationsInfoIcon.foreground' },
};

export function sectionState(state: State): string {
  if (state === 'ok') return vscode.l10n.t('present');
  return state === 'weak' ? vscode.l10n.t('needs work') : vscode.l10n.t('missing');
}

export function claimState(state: State): string {
  if (state === 'ok') return vscode.l10n.t('cited');
  return state === 'weak' ? vscode.l10n.t('weak') : vscode.l10n.t('no call cited');
}

export function verdictWord(verdict: VerdictName): string {
  switch (verdict) {
    case 'exact':
      return vscode.l10n.t('said in these words');
    case 'edited':
      return vscode.l10n.t('said, lightly edited');
    case 'reworded':
      return vscode.l10n.t('reworded');
    case 'altered':
      return vscode.l10n.t('says something else');
    case 'not_found':
      return vscode.l10n.t('not said in this call');
  }
}

export function isVerified(verdict: VerdictName): boolean {
  return verdict === 'exact' || verdict === 'edited';
}

export function verdictIcon(verdict: VerdictName | undefined): { name: string; color?: string } {
  if (verdict === undefined) return { name: 'comment' };
  if (isVerified(verdict)) return { name: 'verified-filled', color: 'testing.iconPassed' };
  return verdict === 'reworded'
    ? { name: 'warning', color: 'list.warningForeground' }
    : { name: 'error', color: 'list.errorForeground' };
}

function findingRows(findings: readonly FindingInfo[], uri: string, id: string): Row[] {
  return findings.map((finding, index) => ({
    id: `${id}/${index}`,
    label: oneLine(finding.message),
    description: finding.rule,
    tooltip: `${oneLine(finding.message)}\n${finding.rule}`,
    icon: kSeverityIcons[finding.severity],
    action: { kind: 'place', uri, range: finding.range },
    context: 'finding',
  }));
}

function joined(parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join(' · ');
}

function citationRow(citation: CitationInfo, id: string): Row {
  const words = oneLine(citation.words);
  const problem = oneLine(citation.problem ?? '');
  const shown = words !== '' ? `“${words}”` : problem !== '' ? problem : oneLine(citation.callTitle);
  const when = joined([oneLine(citation.who), oneLine(citation.day), citation.time]);
  return {
    id,
    label: shorten(shown, 160),
    description: when,
    tooltip: [words === '' ? '' : `“${words}”`, when, oneLine(citation.verdictText ?? ''), problem]
      .filter((line) => line !== '')
      .join('\n'),
    icon: problem !== '' ? { name: 'circle-slash', color: 'list.errorForeground' } : verdictIcon(citation.verdict),
    ...(citation.call === '' ? {} : { action: { kind: 'call', call: citation.call, anchor: citation.anchor } }),
    context: citation.call === '' ? 'citation-unknown' : 'citation',
    citation: `[${oneLine(citation.who).replace(/[[\]\\]/g, '\\$&')}](${citation.destination})`,
  };
}

/** The spec's calls by account, in order of first mention. */
export function byAccount(citations: readonly CitationInfo[]): Map<string, CitationInfo[]> {
  const out = new Map<string, CitationInfo[]>();
  for (const citation of citations) {
    const key = oneLine(citation.account);
    out.set(key, [...(out.get(key) ?? []), citation]);
  }
  return out;
}

export function evidenceRows(spec: SpecEvidence, uri: string): Row[] {
  const sections: Row = {
    id: 'sections',
    label: vscode.l10n.t('Sections'),
    icon: { name: 'list-unordered' },
    open: true,
    children: spec.sections.map((section) => ({
      id: `sections/${section.role}`,
      label: oneLine(section.title),
      description: sectionState(section.state),
      icon: kStateIcons[section.state],
      ...(section.range === undefined ? {} : { action: { kind: 'place', uri, range: section.range } }),
      context: 'section',
      children: findingRows(section.findings, uri, `sections/${section.role}`),
    })),
  };
  const claims: Row = {
    id: 'claims',
    label: vscode.l10n.t('Claims'),
    description: vscode.l10n.t('{0} of {1} cited', spec.claims.filter((claim) => claim.state === 'ok').length, spec.claims.length),
    icon: { name: 'megaphone' },
    open: true,
    children: spec.claims.map((claim, index) => ({
      id: `claims/${index}`,
      label: oneLine(claim.text),
      description: claimState(claim.state),
      tooltip: [oneLine(claim.text), oneLine(claim.message)].filter((line) => line !== '').join('\n'),
      icon: kStateIcons[claim.state],
      action: { kind: 'place', uri, range: claim.range },
      context: 'claim',
    })),
  };
  const accounts = [...byAccount(spec.citations)];
  const calls: Row = {
    id: 'calls',
    label: vscode.l10n.t('Calls cited'),
    description: spec.summary === '' ? '' : oneLine(spec.summary),
    icon: { name: 'comment-discussion' },
    open: true,
    children: accounts.map(([account, citations]) => ({
      id: `calls/${account}`,
      label: account === '' ? vscode.l10n.t('Account not known') : account,
      description: joined([lifecycleName(citations[0]?.lifecycle ?? ''), citations.length > 1 ? String(citations.length) : '']),
      icon: { name: 'organization' },
      open: true,
      children: citations.map((citation, index) => citationRow(citation, `calls/${account}/${index}`)),
    })),
  };
  const against: Row = {
    id: 'contradictions',
    label: vscode.l10n.t('Speaks against it'),
    icon: { name: 'arrow-swap' },
    open: true,
    children: findingRows(spec.contradictions, uri, 'contradictions'),
  };
  return [sections, claims, calls, against].filter((row) => row === sections || (row.children?.length ?? 0) > 0);
}
