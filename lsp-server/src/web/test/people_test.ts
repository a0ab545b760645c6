import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CallView, Level, Role, Withheld } from '../src/api/types';
import { en } from '../src/i18n/en';
import { fr } from '../src/i18n/fr';
import { pickLanguage, withLocale } from '../src/i18n/language';
import { levelSentence, roleSentence } from '../src/model/levels';
import { citedTurns, citingSpecs, rowsOf, speakerLabel, speakersOf } from '../src/model/transcript';
import { accountNamed, defaultsOf, kEmptyForm, parseAmount, pastedName, startedAt } from '../src/model/log_form';

const seen = (level: Level, more: Partial<CallView> = {}) => ({ level, withheld: '' as Withheld, partial: false, is_owner: false, ...more });

test('a level and its reason make one sentence', () => {
  assert.equal(levelSentence(en, seen('alias', { partial: true }), { role: 'engineering' }), 'You see names replaced, because engineers read words without names. Passages that a spec cites are shown; the rest is left out.');
  assert.equal(levelSentence(en, seen('aggregate', { withheld: 'embargo' }), { role: 'product' }), 'You see that this call took place, not what was said, because the owner keeps it back until the deal is closed.');
  assert.equal(levelSentence(en, seen('contact', { is_owner: true }), { role: 'sales' }), 'You see everything, contact data included, because you own this call.');
  assert.equal(levelSentence(fr, seen('alias'), { role: 'engineering' }), 'Vous voyez les noms remplacés\u00a0: les développeurs lisent les mots sans les noms.');
});

test('every role at every level, for every reason, in both languages, is a whole sentence', () => {
  const roles: Role[] = ['sales', 'product', 'engineering', 'founder', 'dpo', 'ci'];
  const levels: Level[] = ['nothing', 'aggregate', 'alias', 'named', 'transcript', 'contact'];
  for (const s of [en, fr]) {
    for (const role of roles) {
      assert.ok(roleSentence(s, { role }).endsWith('.'));
      for (const level of levels)
        for (const withheld of ['', 'owner', 'embargo', 'consent', 'retention'] as Withheld[]) {
          const sentence = levelSentence(s, seen(level, { withheld, partial: true }), { role });
          assert.match(sentence, /^(You|Vous) .+\.$/);
          assert.ok(!/undefined|\.\./.test(sentence), sentence);
        }
    }
  }
});

test('an unknown role or level of a newer server breaks nothing', () => {
  assert.match(levelSentence(en, seen('hologram' as Level), { role: 'wizard' as Role }), /^You see nothing of this call\.$/);
});

test('the language: what was chosen, else what the browser asks for, else English', () => {
  assert.equal(pickLanguage('fr', ['en']).language, 'fr');
  assert.equal(pickLanguage(null, ['de-CH', 'fr-CA', 'en']).language, 'fr');
  assert.equal(pickLanguage('xx', ['pt']).language, 'en');
  assert.equal(pickLanguage('constructor', []).language, 'en');
  assert.equal(withLocale(en, ['fr-FR', 'en-GB']).locale, 'en-GB');
  assert.equal(withLocale(fr, ['en-GB']).locale, 'fr');
  assert.equal(withLocale(en, ['en-!!']).locale, 'en');
});

/** Every leaf of a table, by its path. */
function leaves(value: object, path = ''): Map<string, unknown> {
  const found = new Map<string, unknown>();
  for (const [key, one] of Object.entries(value)) {
    const at = path === '' ? key : `${path}.${key}`;
    if (typeof one === 'object' && one !== null) for (const [name, leaf] of leaves(one as object, at)) found.set(name, leaf);
    else found.set(at, one);
  }
  return found;
}

test('both languages say everything, and the French is French', () => {
  const english = leaves(en);
  const french = leaves(fr);
  assert.deepEqual([...french.keys()].sort(), [...english.keys()].sort());
  const same = [...english].filter(([key, value]) => typeof value === 'string' && value.length > 12 && french.get(key) === value);
  assert.deepEqual(same, []);
  for (const [key, value] of [...english, ...french]) {
    assert.ok(typeof value === 'function' || (typeof value === 'string' && value.trim() !== ''), key);
    const said = typeof value === 'function' ? String((value as (...given: unknown[]) => unknown)(2, 1, 1)) : String(value);
    assert.ok(!/undefined|NaN|\[object/.test(said), `${key}: ${said}`);
    assert.ok(!/[a-z]'[a-zà-ÿ]/i.test(said), `${key} wants a typographic apostrophe: ${said}`);
  }
  for (const [key, value] of french) if (typeof value === 'string') assert.ok(!/[^\s  ][;!?](\s|$)/.test(value.replace(/tl;dv/g, '')), `${key} wants a space: ${value}`);
});

test('speakers by id and by name, with what tells them apart', () => {
  const speakers = speakersOf({ id: 'x', participants: [{ id: 'p1', name: 'Imani', title: 'Coordinator', persona: 'planner', affiliation: 'external' }, { id: 'p2', name: 'P2', persona: 'P2' }] });
  assert.equal(speakerLabel(speakers.get('p1'), 'p1', '?'), 'Imani, Coordinator');
  assert.equal(speakerLabel(speakers.get('Imani'), 'Imani', '?'), 'Imani, Coordinator');
  assert.equal(speakerLabel(speakers.get('p2'), 'p2', '?'), 'P2');
  assert.equal(speakerLabel(undefined, 'guest', '?'), 'guest');
  assert.equal(speakerLabel(undefined, undefined, 'Somebody'), 'Somebody');
});

test('turns that are left out become one line, whatever their number', () => {
  const rows = rowsOf([{ text: '' }, { text: '' }, { text: 'a' }, { text: '' }]);
  assert.deepEqual(rows.map((row) => (row.kind === 'hidden' ? row.count : row.index)), [2, 2, 1]);
});

test('cited turns know their specs; passages outside the call are ignored', () => {
  const by = [{ spec: 'a', title: 'A', status: 'draft', turns: [1, 2] as [number, number] }, { spec: 'b', title: 'B', status: 'draft', turns: [2, 999_999_999] as [number, number] }, { spec: 'a', title: 'A', status: 'draft', turns: [2, 2] as [number, number] }, { spec: 'c', title: 'C', status: '' }];
  const cited = citedTurns({ cited_by: by }, 4);
  assert.deepEqual([...cited].map(([index, specs]) => [index, specs.map((one) => one.spec)]), [[1, ['a']], [2, ['a', 'b']], [3, ['b']]]);
  assert.deepEqual(citingSpecs({ cited_by: by }).map((one) => [one.spec, one.passages.length]), [['c', 0], ['a', 2], ['b', 1]]);
});

test('the form says only what was filled in', () => {
  assert.deepEqual(defaultsOf(kEmptyForm, []), {});
  const accounts = [{ account: { id: 'quay', name: 'North Quay Café', alias: 'ACCT-1' }, level: 'named' as const, version: 1, calls: 0 }];
  assert.deepEqual(
    defaultsOf({ ...kEmptyForm, account: ' north quay cafe ', day: '2026-11-20', type: 'demo', amount: '60 000', currency: 'eur', stage: 'Proposal', consent: 'informed', level: 'alias', embargo: true, notes: ' n ' }, accounts),
    { account: 'quay', started_at: '2026-11-20', type: 'demo', opportunity: { stage: 'Proposal', arr: 60000, currency: 'EUR' }, consent: { status: 'informed' }, visibility: { level: 'alias', embargo_until: 'closed' }, notes: 'n' },
  );
  assert.equal(accountNamed(accounts, 'acct-1')?.account.id, 'quay');
  assert.equal(defaultsOf({ ...kEmptyForm, account: 'Brand New' }, accounts).account, 'Brand New');
});

test('sums as people write them', () => {
  for (const [text, value] of [['', 'none'], ['60000', 60000], ['60 000', 60000], ['60,000', 60000], ['60.000', 60000], ['1.234.567', 1234567], ['12.5', 12.5], ['12,50', 12.5], ['abc', undefined], ['-5', undefined], ['1e9', undefined]] as const) assert.equal(parseAmount(text), value, text);
});

test('a call starts on a day, or at an instant', () => {
  assert.equal(startedAt('', '10:00'), undefined);
  assert.equal(startedAt('2026-11-20', ''), '2026-11-20');
  assert.equal(startedAt('2026-11-20', '14:30'), '2026-11-20T14:30:00.000Z');
});

test('the id of pasted words names nobody and is never the same twice', () => {
  assert.equal(pastedName('2026-11-20', 'abcdef012345'), 'call-2026-11-20-abcdef.txt');
  assert.match(pastedName('', 'abcdef012345'), /^[a-z0-9][a-z0-9._-]*$/);
});
