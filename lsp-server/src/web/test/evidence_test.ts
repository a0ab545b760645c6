import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { OverviewSpec, SpecCitation, SpecSection } from '../src/api/types';
import { briefOf, citationsBySection, isVerified, matrixOf, shadeOf, sortedSpecs, summaryOf } from '../src/model/evidence';
import { voicesOf } from '../src/parts/present';

const spec = (id: string, more: Partial<OverviewSpec> = {}): OverviewSpec => ({ id, title: id, status: 'draft', accounts: 0, prospects: 0, customers: 0, citations: 0, verified: 0, arr_at_stake: 'unknown', by_account: {}, concentration: 0, errors: 0, warnings: 0, ...more });
const citation = (call: string, more: Partial<SpecCitation> = {}): SpecCitation => ({ call, anchor: '', quote: '', verdict: '', verdict_now: '', stance: 'supports', gone: '', account_label: call, ...more });
const section = (role: string, markdown = ''): SpecSection => ({ role, title: role, markdown });

test('sorting puts the most first, the unknown last, and is always the same', () => {
  const specs = [
    spec('feat-2', { accounts: 1, newest: '2026-01-01', arr_at_stake: 'unknown', status: 'shipped' }),
    spec('feat-10', { accounts: 3, newest: '2026-11-01', arr_at_stake: '50-100k EUR', status: 'odd' }),
    spec('feat-1', { accounts: 3, arr_at_stake: '180000 EUR', status: 'draft', citations: 4 }),
  ];
  const ids = (order: Parameters<typeof sortedSpecs>[1]) => sortedSpecs(specs, order).map((one) => one.id);
  assert.deepEqual(ids('accounts'), ['feat-1', 'feat-10', 'feat-2']);
  assert.deepEqual(ids('newest'), ['feat-10', 'feat-2', 'feat-1']);
  assert.deepEqual(ids('arr'), ['feat-1', 'feat-10', 'feat-2']);
  assert.deepEqual(ids('id'), ['feat-1', 'feat-2', 'feat-10']);
  assert.deepEqual(ids('status'), ['feat-1', 'feat-2', 'feat-10']);
  assert.deepEqual(sortedSpecs([...specs].reverse(), 'arr'), sortedSpecs(specs, 'arr'));
});

test('the matrix puts the accounts that most specs rest on first', () => {
  const { accounts, rows, most } = matrixOf([spec('a', { by_account: { B: 5, A: 1 } }), spec('b', { by_account: { A: 1, C: 0 } }), spec('c')]);
  assert.deepEqual(accounts.map((account) => account.label), ['A', 'B']);
  assert.deepEqual(rows.map((row) => row.counts), [[1, 5], [1, 0], [0, 0]]);
  assert.equal(most, 5);
});

test('an account may be called like a property of every object', () => {
  const { rows } = matrixOf([spec('a', { by_account: { constructor: 2 } as unknown as Record<string, number> }), spec('b', { by_account: { x: 1 } })]);
  assert.deepEqual(rows[1]?.counts, [0, 1]);
});

test('shades: nothing is empty, something is never empty', () => {
  assert.deepEqual([0, 1, 25, 50, 75, 100].map((count) => shadeOf(count, 100)), [0, 1, 1, 2, 3, 4]);
  assert.equal(shadeOf(1, 0), 0);
});

test('only exact and honestly shortened words are verified', () => {
  assert.deepEqual(['exact', 'edited', 'reworded', 'altered', 'not_found', ''].map(isVerified), [true, true, false, false, false, false]);
});

test('the summary counts accounts once and leaves out what is gone', () => {
  const excerpt = { call: 'a', title: '', day: '2026-10-01', account_label: 'A', lifecycle: 'prospect' as const, level: 'named' as const, first_turn: 0, last_turn: 0, anchor: '', turns: [] };
  const summary = summaryOf([
    citation('a', { account_label: 'A', quote: 'x', verdict: 'exact', verdict_now: 'altered', excerpt }),
    citation('b', { account_label: 'A', quote: 'y', verdict: 'exact', excerpt: { ...excerpt, day: '2026-11-01' } }),
    citation('c', { account_label: 'C', stance: 'contradicts' }),
    citation('d', { gone: 'erased', quote: 'z', verdict: 'exact' }),
  ]);
  assert.deepEqual(summary, { accounts: 2, prospects: 1, customers: 0, quotes: 3, verified: 1, gone: 1, contradicting: 1, newest: '2026-11-01' });
});

test('why, evidence, usage come first, whatever the order of the spec', () => {
  const { brief, rest } = briefOf([section('detail'), section('usage'), section('why'), section('evidence'), section('why')]);
  assert.deepEqual(brief.map((one) => one.role), ['why', 'why', 'evidence', 'usage']);
  assert.deepEqual(rest.map((one) => one.role), ['detail']);
});

test('an excerpt stands under the section that links to it, each once, none lost', () => {
  const why = section('why', 'see [them](call:a#t=1) and <call:b>');
  const evidence = section('evidence', '[again](call:a#t=1)\n\n[ref]\n\n[ref]: ../calls/c.md#turn=2');
  const citations = [citation('a', { anchor: 't=1' }), citation('b'), citation('c', { anchor: 'turn=2' }), citation('nowhere')];
  const found = citationsBySection({ sections: [evidence, why], citations });
  assert.deepEqual(found.get(why)?.map((one) => one.call), ['a', 'b']);
  assert.deepEqual(found.get(evidence)?.map((one) => one.call), ['c', 'nowhere']);
});

test('a passage that is cited twice is shown once', () => {
  const why = section('why', '[a](call:a#t=1), [b](call:a#t=1)');
  const found = citationsBySection({ sections: [why], citations: [citation('a', { anchor: 't=1' }), citation('a', { anchor: 't=1' }), citation('a', { anchor: 't=1', quote: 'other words' })] });
  assert.equal(found.get(why)?.length, 2);
});

test('a spec without sections shows its excerpts nowhere and breaks nothing', () => {
  assert.equal(citationsBySection({ sections: [], citations: [citation('a')] }).size, 0);
});

test('beside a presented text stands what speaks against it and what was really said', () => {
  const voices = voicesOf([citation('quoted', { quote: 'x', verdict: 'exact' }), citation('linked'), citation('altered', { quote: 'x', verdict: 'exact', verdict_now: 'altered' }), citation('against', { stance: 'contradicts' }), citation('gone', { gone: 'erased' })]);
  assert.deepEqual(voices.map((one) => one.call), ['against', 'altered', 'linked']);
});
