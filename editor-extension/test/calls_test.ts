import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type CallDetails, callId, freeId, kindOf, markdownCall, parseDay, saysCall, splitPerson, turnsApart, withSideCar } from '../src/calls/call_file';
import { callsFolderOf } from '../src/calls/config_folder';
import { importSummary, lastSentence } from '../src/calls/import_summary';
import { callRows } from '../src/calls/tree';
import { kHostile } from './samples';

const details = (over: Partial<CallDetails> = {}): CallDetails => ({
  account: 'Clinique du Lac',
  day: '2026-01-13',
  type: 'discovery',
  title: 'Discovery, Clinique du Lac',
  lifecycle: 'prospect',
  people: [],
  owner: '',
  ...over,
});

test('a call is named after account and day', () => {
  assert.equal(callId('Clinique du Lac (Ouest)', '2026-01-13'), 'clinique-du-lac-ouest-2026-01-13');
  assert.equal(callId('Œuvre & Frères Ærø', '2026-01-13'), 'oeuvre-freres-aero-2026-01-13');
  assert.equal(callId('../../etc', '2026-01-13'), 'etc-2026-01-13');
  assert.equal(callId('東京', '2026-01-13'), 'call-2026-01-13');
  assert.match(callId('x'.repeat(300), '2026-01-13'), /^[a-z0-9][a-z0-9._-]{1,80}$/);
});

test('a second call on a day gets a number', () => {
  const taken = new Set(['a', 'a-2']);
  assert.equal(freeId('a', (id) => taken.has(id)), 'a-3');
  assert.equal(freeId('b', (id) => taken.has(id)), 'b');
});

test('days are read as people write them, and only if they exist', () => {
  assert.equal(parseDay('2026-1-3'), '2026-01-03');
  assert.equal(parseDay('13/01/2026'), '2026-01-13');
  assert.equal(parseDay('13.01.2026'), '2026-01-13');
  assert.equal(parseDay('2026-02-30'), undefined);
  assert.equal(parseDay('yesterday'), undefined);
});

test('what is pasted tells its format', () => {
  assert.equal(kindOf('\ufeffWEBVTT\n\n00:01.000 --> 00:02.000\nHi'), 'vtt');
  assert.equal(kindOf('1\n00:00:01,000 --> 00:00:02,000\nHi'), 'srt');
  assert.equal(kindOf('Jane: Hi'), 'text');
  assert.equal(kindOf('WEBVTTX is a word'), 'text');
});

test('a call is told from other files in a folder "calls"', () => {
  const made = markdownCall(details(), 'a', 'Jane Roe: Hi').files[0]?.text ?? '';
  assert.ok(saysCall('/x/calls/a.md', made));
  assert.ok(saysCall('/x/calls/a.md', made.replace(/\n/g, '\r\n')));
  assert.ok(saysCall('/x/calls/a.json', '{"id": "a", "transcript": {"turns": []}}'));
  assert.ok(!saysCall('/x/calls/a.json', '{"name": "fetch", "arguments": []}'));
  assert.ok(!saysCall('/x/calls/README.md', '# Calls\n\naccount: none\n'));
  assert.ok(!saysCall('/x/calls/README.md', '---\ntitle: Calls\n---\n\naccount: none\n'));
});

test('a person is a name and a role', () => {
  assert.deepEqual(splitPerson('Jane Roe, head of operations'), { name: 'Jane Roe', title: 'head of operations' });
  assert.deepEqual(splitPerson('Jane Roe (ops)'), { name: 'Jane Roe', title: 'ops' });
  assert.deepEqual(splitPerson('Jane Roe'), { name: 'Jane Roe', title: '' });
});

test('an account without a name is called by what it is, once', () => {
  const row = (label: string) =>
    callRows({ ready: true, accounts: [{ label, lifecycle: 'customer', calls: [] }] }, false).map((each) => [each.label, each.description])[0];
  assert.deepEqual(row('customer'), ['Customer', '0']);
  assert.deepEqual(row('a clinic'), ['a clinic', 'customer · 0']);
  assert.deepEqual(row(''), ['Account not known', 'customer · 0']);
});

test('a logged call holds its details, quoted so that no value can break out', () => {
  const made = markdownCall(details({ account: 'A: "B"\n---\nx: y', people: ['Jane "J" Roe, ops'] }), 'a-2026-01-13', 'Jane Roe: Hi');
  assert.equal(made.files.length, 1);
  assert.equal(made.files[0]?.name, 'a-2026-01-13.md');
  assert.equal(
    made.files[0]?.text,
    [
      '---',
      'title: "Discovery, Clinique du Lac"',
      'type: discovery',
      'started_at: 2026-01-13',
      'account: "A: \\"B\\" --- x: y"',
      'lifecycle: prospect',
      'participants:',
      '  - {id: p1, name: "Jane \\"J\\" Roe", affiliation: external, title: "ops"}',
      'consent: {status: unknown}',
      '---',
      '',
      'Jane Roe: Hi',
      '',
    ].join('\n'),
  );
});

test('a transcript file keeps its bytes and gets a side-car', () => {
  const made = withSideCar(details(), 'lac-2026-01-13', 'vtt', 'WEBVTT\r\n\r\n');
  assert.deepEqual(made.files.map((file) => file.name), ['lac-2026-01-13.vtt', 'lac-2026-01-13.call.yaml']);
  assert.equal(made.files[0]?.text, 'WEBVTT\r\n\r\n');
  assert.match(made.files[1]?.text ?? '', /^id: "lac-2026-01-13"\n/);
});

test('turns one a line become one a paragraph; prose stays as it is', () => {
  assert.equal(turnsApart('Jane Roe: Hi\nBob: Yes\nand more\nJane Roe: Bye'), 'Jane Roe: Hi\n\nBob: Yes\nand more\n\nJane Roe: Bye');
  assert.equal(turnsApart('[00:01] Jane: Hi\n[00:02] Bob: Yes'), '[00:01] Jane: Hi\n\n[00:02] Bob: Yes');
  assert.equal(turnsApart('We met on Monday.\nIt went well: they sign.\nMore soon.\nEnd.'), 'We met on Monday.\nIt went well: they sign.\nMore soon.\nEnd.');
  assert.equal(turnsApart('  \n'), '');
});

test('pasted words never become front matter or a heading', () => {
  assert.equal(turnsApart('Hi\n---\n# Big\n'), 'Hi\n\\---\n\\# Big');
});

test('a long paste is quick', () => {
  const started = performance.now();
  turnsApart('Jane Roe: We retype everything.\n'.repeat(40_000));
  turnsApart(`${'A'.repeat(400_000)}\n`.repeat(2));
  assert.ok(performance.now() - started < 2000);
});

test('the calls folder is that of the config', () => {
  assert.equal(callsFolderOf(''), 'calls');
  assert.equal(callsFolderOf('{ // "calls": ["no/**"]\n "calls": ["talks/2026/**", "x"] }'), 'talks/2026');
  assert.equal(callsFolderOf('{"calls": ["../elsewhere/**"]}'), 'calls');
  assert.equal(callsFolderOf('{"calls": ["/abs/**"]}'), 'calls');
  assert.equal(callsFolderOf('{"calls": ["talks/one.vtt"]}'), 'talks');
});

test('the report of an import is counted', () => {
  const report = {
    version: 1,
    calls: [{ id: 'a' }],
    skipped: [{ file: 'bad.json', record: '', reason: 'No format Whyspec knows.' }],
    summary: { new: 1, updated: 1, unchanged: 3, skipped: 0 },
  };
  assert.deepEqual(importSummary(JSON.stringify(report)), { written: 2, unchanged: 3, skipped: ['bad.json: No format Whyspec knows.'] });
  assert.equal(importSummary(''), undefined);
  assert.equal(importSummary('[]'), undefined);
  assert.equal(importSummary('{"version":2}'), undefined);
});

test('of what the program complains, the last sentence is shown', () => {
  assert.equal(lastSentence('bad.json: No format.\nwhyspec: Nothing was imported.\n'), 'Nothing was imported.');
  assert.equal(lastSentence(''), '');
});

test('the calls tree shows accounts and calls as plain labels', () => {
  const rows = callRows(
    {
      ready: true,
      accounts: [
        { label: kHostile, lifecycle: 'prospect', calls: [{ id: 'a', title: kHostile, day: '13 Jan 2026', type: 'follow_up', turns: 1, citedBy: 2, uri: 'file:///a.md' }] },
        { label: '', lifecycle: '', calls: [{ id: 'b', title: '', day: '', type: 'other', turns: 3, citedBy: 0 }] },
      ],
    },
    false,
  );
  assert.ok(!/[\u001b\u202e\n]/.test(rows[0]?.label ?? '\n'));
  assert.equal(rows[0]?.children?.[0]?.label, '13 Jan 2026');
  assert.match(rows[0]?.children?.[0]?.description ?? '', /^follow-up · cited by 2 specs · /);
  assert.equal(rows[0]?.children?.[0]?.context, 'call-file');
  assert.equal(rows[1]?.label, 'Account not known');
  assert.equal(rows[1]?.children?.[0]?.label, 'b');
});
