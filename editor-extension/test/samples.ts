// Evidence of an invented spec, and words nobody should have to trust.
import type { CitationInfo, SpecEvidence } from '../src/protocol';

export const at = (line: number, from = 0, to = from + 1) => ({ start: { line, character: from }, end: { line, character: to } });

export const kHostile =
  '\u001b[31mred\u001b[0m <img src=x onerror=alert(1)> <script>alert(2)</script> [x](command:rm) [y](javascript:alert(3)) $(trash) \u202egnihtemos "&\'';

export function citation(over: Partial<CitationInfo> = {}): CitationInfo {
  return {
    call: 'acme-2026-01-13',
    callTitle: 'Discovery, Acme',
    anchor: '#t=460',
    who: 'Jane Roe, ops lead',
    account: 'Acme',
    lifecycle: 'prospect',
    day: '13 Jan 2026',
    time: '7:40',
    words: 'We retype everything twice.',
    range: at(10, 2, 40),
    destination: 'call:acme-2026-01-13#t=460',
    ...over,
  };
}

export function evidence(over: Partial<SpecEvidence> = {}): SpecEvidence {
  return {
    title: 'Monthly export',
    status: 'review',
    state: 'weak',
    summary: '1 prospect · newest 12 days ago',
    prospects: 1,
    customers: 0,
    accounts: 1,
    errors: 0,
    warnings: 1,
    sections: [
      { role: 'why', title: 'Why', range: at(2), body: at(2), state: 'ok', findings: [] },
      {
        role: 'evidence',
        title: 'Customer evidence',
        range: at(6),
        body: at(6),
        state: 'weak',
        findings: [{ rule: 'evidence/replication', severity: 'warning', message: 'Only one prospect says so.', range: at(6) }],
      },
      { role: 'usage', title: 'Expected usage', state: 'missing', findings: [] },
    ],
    claims: [
      { text: 'Planners retype every shift.', range: at(8), state: 'ok', message: '' },
      { text: 'Everyone wants this.', range: at(9), state: 'missing', message: 'No call is cited.' },
    ],
    citations: [citation()],
    contradictions: [],
    ...over,
  };
}
