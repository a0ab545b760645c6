import assert from 'node:assert/strict';
import { test } from 'node:test';
import { blocksOf } from '../src/brief/blocks';
import { briefOf, voicesOf } from '../src/brief/model';
import { byAccount, evidenceRows } from '../src/evidence/model';
import { excerptRow } from '../src/evidence/voices';
import { insertionLine, quoteToInsert } from '../src/commands/insertion';
import { readFromReader } from '../src/reader/messages';
import { statusText } from '../src/status_bar';
import { citation, evidence, kHostile } from './samples';

test('the side bar shows sections, claims and calls with their state', () => {
  const rows = evidenceRows(evidence(), 'file:///specs/a.md');
  assert.deepEqual(rows.map((row) => row.label), ['Sections', 'Claims', 'Calls cited']);
  assert.deepEqual(rows[0]?.children?.map((row) => `${row.label}: ${row.description}`), [
    'Why: present',
    'Customer evidence: needs work',
    'Expected usage: missing',
  ]);
  assert.equal(rows[0]?.children?.[2]?.action, undefined); // nothing to open
  assert.equal(rows[1]?.description, '1 of 2 cited');
  assert.equal(rows[1]?.children?.[1]?.description, 'no call cited');
  const call = rows[2]?.children?.[0]?.children?.[0];
  assert.equal(call?.label, '“We retype everything twice.”');
  assert.deepEqual(call?.action, { kind: 'call', call: 'acme-2026-01-13', anchor: '#t=460' });
});

test('what speaks against the spec is shown only when something does', () => {
  const finding = { rule: 'evidence/contradicted', severity: 'warning' as const, message: 'Another customer says the opposite.', range: citation().range };
  const rows = evidenceRows(evidence({ contradictions: [finding] }), 'file:///a.md');
  assert.equal(rows.at(-1)?.label, 'Speaks against it');
});

test('citations are grouped by account in order of first mention', () => {
  const groups = byAccount([citation({ account: 'B' }), citation({ account: 'A' }), citation({ account: 'B' })]);
  assert.deepEqual([...groups].map(([account, list]) => [account, list.length]), [['B', 2], ['A', 1]]);
});

test('rows of hostile words are single plain lines', () => {
  const rows = evidenceRows(evidence({ title: kHostile, citations: [citation({ words: kHostile, who: kHostile, account: kHostile })] }), 'file:///a.md');
  const text = JSON.stringify(rows);
  assert.ok(!/\\u001b|\\u202e|\u202e/.test(text));
});

test('a citation without words tells why', () => {
  const rows = evidenceRows(evidence({ citations: [citation({ words: '', problem: 'This call was withdrawn.' })] }), 'file:///a.md');
  assert.equal(rows[2]?.children?.[0]?.children?.[0]?.label, 'This call was withdrawn.');
});

test('found words are marked only where their places still fit', () => {
  const excerpt = { ...citation(), citation: '[x](call:a)', quote: '> x', marks: [[3, 9]] as [number, number][] };
  assert.deepEqual(excerptRow(excerpt, 0).highlights, [[3, 9]]);
  assert.equal(excerptRow({ ...excerpt, words: 'a\n  b' }, 0).highlights, undefined);
});

test('the status bar counts who stands behind the spec', () => {
  assert.equal(statusText(evidence()), '$(warning) 1 prospect');
  assert.equal(statusText(evidence({ state: 'ok', prospects: 2, customers: 1 })), '$(pass) 2 prospects · 1 customer');
  assert.equal(statusText(evidence({ state: 'missing', prospects: 0 })), '$(circle-large-outline) no customer yet');
});

test('a quote goes below the paragraph, with blank lines around it', () => {
  const lines = ['# T', '', 'A claim', 'goes on.', '', 'Next.'];
  assert.equal(insertionLine(lines, 2), 3);
  assert.equal(insertionLine(lines, 1), 1);
  assert.equal(quoteToInsert(lines, 3, '> q\n>\n> — [P](call:a)'), '\n\n> q\n>\n> — [P](call:a)');
  const done = [...lines];
  done[3] += quoteToInsert(lines, 3, '> q');
  assert.equal(done.join('\n'), '# T\n\nA claim\ngoes on.\n\n> q\n\nNext.');
  const heading = ['## Evidence', 'Text'];
  assert.equal(insertionLine(heading, 0), 0);
  assert.equal(heading[0] + quoteToInsert(heading, 0, '> q') + '\n' + (heading[1] ?? ''), '## Evidence\n\n> q\n\nText');
});

test('the brief takes the strongest voices, one an account first', () => {
  const voices = voicesOf([
    citation({ account: 'A', words: 'one' }),
    citation({ account: 'A', words: 'two', verdict: 'exact' }),
    citation({ account: 'B', words: 'three', verdict: 'altered' }),
    citation({ account: 'C', words: '', verdict: 'exact' }),
    citation({ account: 'D', words: 'x', problem: 'gone' }),
  ]);
  assert.deepEqual(voices.map((voice) => voice.words), ['two', 'three', 'one']);
  assert.equal(voices[0]?.verdictText, 'said in these words');
});

test('the brief shows a section without repeating its heading', () => {
  const brief = briefOf(evidence(), () => '## Why\n\nBecause.');
  assert.deepEqual(brief.sections[0]?.blocks, [{ kind: 'paragraph', runs: [{ text: 'Because.' }] }]);
  assert.deepEqual(brief.sections[2]?.blocks, []);
});

test('Markdown becomes blocks of text, HTML is left out', () => {
  assert.deepEqual(blocksOf('A **b** _c_ `d` [e](call:f) <script>x</script>\n\n1. one\n2. two\n   - deep\n\n> q\n\n```\ncode\n```\n\n<img src=x onerror=y>\n'), [
    {
      kind: 'paragraph',
      runs: [
        { text: 'A ' },
        { text: 'b', strong: true },
        { text: ' ' },
        { text: 'c', emphasis: true },
        { text: ' ' },
        { text: 'd', code: true },
        { text: ' ' },
        { text: 'e', link: 'call:f' },
        { text: ' ' },
        { text: 'x' },
      ],
    },
    { kind: 'item', depth: 1, marker: '1.', runs: [{ text: 'one' }] },
    { kind: 'item', depth: 1, marker: '2.', runs: [{ text: 'two' }] },
    { kind: 'item', depth: 2, marker: '•', runs: [{ text: 'deep' }] },
    { kind: 'quote', runs: [{ text: 'q' }] },
    { kind: 'code', text: 'code' },
  ]);
  assert.deepEqual(blocksOf('| a | b |\n|---|---|\n| 1 | 2 |'), [
    { kind: 'row', head: true, cells: [[{ text: 'a' }], [{ text: 'b' }]] },
    { kind: 'row', head: false, cells: [[{ text: '1' }], [{ text: '2' }]] },
  ]);
});

test('messages of the reader are looked at before they are believed', () => {
  assert.deepEqual(readFromReader({ kind: 'copy', turn: 3 }), { kind: 'copy', turn: 3 });
  assert.equal(readFromReader({ kind: 'copy', turn: -1 }), undefined);
  assert.equal(readFromReader({ kind: 'copy', turn: '3' }), undefined);
  assert.equal(readFromReader({ kind: 'run', command: 'x' }), undefined);
  assert.equal(readFromReader(null), undefined);
  assert.deepEqual(readFromReader({ kind: 'open-file', turn: 'x' }), { kind: 'open-file', turn: undefined });
});
