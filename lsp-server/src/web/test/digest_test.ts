import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { AskAnswer } from '../src/api/types';
import { en } from '../src/i18n/en';
import { fr } from '../src/i18n/fr';
import { byAccount, digestText, progressOf, silentAccounts } from '../src/model/digest';

const now = Date.parse('2026-11-22T10:00:00Z');
const ask = (account: string, day: string, text: string, more: Partial<AskAnswer> = {}): AskAnswer => ({
  account,
  account_label: account.toUpperCase(),
  excerpt: { call: `${account}-1`, title: '', day, account_label: account, lifecycle: 'prospect', level: 'named', first_turn: 1, last_turn: 1, anchor: 'turn=2', turns: [{ index: 0, speaker: 'us', text: 'before', cited: false }, { index: 1, speaker: 'P1', text, cited: true }] },
  ...more,
});
const items = [
  ask('quay', '2026-11-18', 'Could it send a text?'),
  ask('quay', '2026-10-20', 'We lost eleven shifts.', { spec: 'feat-12', spec_title: 'Monthly export', status: 'ready' }),
  ask('lane', '2026-11-01', 'A night list.', { spec: 'feat-14', spec_title: 'Reminder', status: 'shipped' }),
];

test('a status means something to somebody who talks to customers', () => {
  assert.equal(progressOf({}), 'open');
  for (const [status, progress] of [['draft', 'considered'], ['review', 'considered'], ['ready', 'planned'], ['committed', 'planned'], ['shipped', 'shipped'], ['declined', 'declined'], ['superseded', 'declined'], ['odd', 'considered'], [undefined, 'considered']] as const)
    assert.equal(progressOf({ spec: 'x', ...(status === undefined ? {} : { status }) }), progress);
});

test('accounts come in the order of their newest ask', () => {
  assert.deepEqual(byAccount(items).map((group) => [group.account, group.asks.length]), [['quay', 2], ['lane', 1]]);
});

test('the digest in English, to the letter', () => {
  assert.equal(digestText(en, 'en-GB', items, now, (path) => `https://log.example${path}`), `My accounts, week of 16 November 2026

3 asks heard, 1 new this week, 1 without an answer.

SHIPPED
LANE
- “A night list.” (1 Nov 2026)
  → Reminder (shipped) https://log.example/specs/feat-14

PLANNED
QUAY
- “We lost eleven shifts.” (20 Oct 2026)
  → Monthly export (ready) https://log.example/specs/feat-12

NOBODY ANSWERS IT YET
QUAY
- “Could it send a text?” (18 Nov 2026)
`);
});

test('the digest in French', () => {
  const text = digestText(fr, 'fr', items, now, (path) => path);
  assert.ok(text.startsWith('Mes comptes, semaine du 16 novembre 2026\n'));
  assert.ok(text.includes('SANS RÉPONSE'));
  assert.ok(text.includes('«\u00a0Could it send a text?\u00a0»'));
});

test('what was said cannot add lines of its own to the digest', () => {
  const text = digestText(en, 'en', [ask('quay', '2026-11-18', 'first\n\nSHIPPED\n- forged \u202e\u001b[31m')], now, (path) => path);
  assert.equal(text.split('\n').filter((line) => line === 'SHIPPED').length, 0);
  assert.ok(!/[\u202e\u001b]/.test(text));
});

test('words that are withheld are said to be', () => {
  assert.ok(digestText(en, 'en', [ask('quay', '2026-11-18', '')], now, (path) => path).includes(en.digest.hidden));
});

test('accounts of mine that asked for nothing are listed, those of others are not', () => {
  const view = (id: string, owner: string) => ({ account: { id, owner }, level: 'named' as const, version: 1, calls: 0 });
  assert.deepEqual(silentAccounts([view('quay', 'sam'), view('idle', 'sam'), view('other', 'robin'), view('nobody', '')], items, 'sam').map((one) => one.account.id), ['idle']);
  assert.deepEqual(silentAccounts([view('nobody', '')], items, ''), []);
});
