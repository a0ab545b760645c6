import assert from 'node:assert/strict';
import { test } from 'node:test';
import { elapsed, kTenMinutesMs, leftMs, startedAt, toggled } from '../src/model/clock';
import { highlighted } from '../src/model/highlight';
import { formatStake, parseStake } from '../src/model/money';
import { languageTag, oneLine, plain, shortened } from '../src/model/plain';
import { daysSince, formatAge, formatDay, formatDuration, formatInstant, formatOffset, weekOf } from '../src/model/when';

const now = Date.parse('2026-11-22T10:00:00Z');

test('places in a call', () => {
  assert.equal(formatOffset(0), '00:00');
  assert.equal(formatOffset(460_230), '07:40');
  assert.equal(formatOffset(4_060_000), '1:07:40');
  assert.equal(formatOffset(-5), '00:00');
});

test('a bare day is the same day everywhere', () => {
  assert.equal(formatDay('2026-11-04', 'en-GB'), '4 November 2026');
  assert.equal(formatDay('2026-11-04', 'fr'), '4 novembre 2026');
  assert.equal(formatDay('nonsense', 'en'), 'nonsense');
  assert.equal(formatDay(undefined, 'en'), '');
  assert.match(formatInstant('2026-11-04T13:00:00Z', 'en-GB'), /4 November 2026.*13:00/);
});

test('ages are told in the unit people use', () => {
  assert.equal(formatAge('2026-11-22', now, 'en'), 'today');
  assert.equal(formatAge('2026-11-10', now, 'en'), '12 days ago');
  assert.equal(formatAge('2026-08-22', now, 'fr'), 'il y a 3 mois');
  assert.equal(formatAge('2024-11-22', now, 'en'), '2 years ago');
  assert.equal(formatAge('?', now, 'en'), '');
  assert.equal(daysSince('2026-11-25', now), -3);
});

test('lengths and weeks', () => {
  assert.equal(formatDuration(1_860_000, 'en-US'), '31 min');
  assert.equal(formatDuration(5_400_000, 'en-US'), '1 hr 30 min');
  assert.equal(formatDuration(10, 'en-US'), '1 min');
  assert.equal(weekOf(now), '2026-11-16');
  assert.equal(weekOf(Date.parse('2026-11-16T00:10:00Z')), '2026-11-16');
});

test('sums, bands and what nobody knows', () => {
  assert.deepEqual(parseStake('180000 EUR'), { low: 180_000, high: 180_000, currency: 'EUR' });
  assert.deepEqual(parseStake('50-100k EUR'), { low: 50_000, high: 100_000, currency: 'EUR' });
  assert.deepEqual(parseStake('900k-1m USD'), { low: 900_000, high: 1_000_000, currency: 'USD' });
  assert.deepEqual(parseStake('<10k EUR'), { low: 0, high: 10_000, currency: 'EUR' });
  for (const odd of ['', 'unknown', '100-50k EUR', '10 EUR + 5 USD', '1e9 EUR', 'NaN']) assert.equal(parseStake(odd), undefined, odd);
  assert.equal(formatStake('180000 EUR', 'en-GB', 'unknown'), '€180,000');
  assert.match(formatStake('50-100k EUR', 'en-GB', 'unknown'), /€50.*100k/i);
  assert.match(formatStake('180000 EUR', 'fr', 'inconnu'), /180.000.€/u);
  assert.equal(formatStake('unknown', 'fr', 'inconnu'), 'inconnu');
  assert.equal(formatStake('10 EUR + 5 USD', 'en', 'unknown'), '10 EUR + 5 USD');
});

test('text from outside cannot act', () => {
  assert.equal(plain('\u001b[31mred\u001b[0m'), 'red');
  assert.equal(plain('\u001b]8;;https://evil.invalid/\u0007link\u001b]8;;\u0007'), 'link');
  assert.equal(plain('a\u202egnp.exe\u2069'), 'agnp.exe');
  assert.equal(plain('a\u0000b\u0008c\u009b31md'), 'abc31md');
  assert.equal(plain('<b>kept as text</b>\nline'), '<b>kept as text</b>\nline');
  assert.equal(oneLine(' a \n\n b\t'), 'a b');
});

test('only a real language is named', () => {
  assert.equal(languageTag('FR-fr'), 'fr-FR');
  for (const odd of ['', 'not a language', '"><script>', undefined]) assert.equal(languageTag(odd), undefined);
});

test('cut between words, never inside a letter', () => {
  assert.equal(shortened('one two three', 9), 'one two…');
  assert.equal(shortened('👩‍⚕️👩‍⚕️', 100), '👩‍⚕️👩‍⚕️');
  assert.ok(!shortened('😀'.repeat(50), 10).includes('\ufffd'));
});

test('words of the question are marked, whatever the accents and endings', () => {
  const hits = (text: string, question: string) => highlighted(text, question).filter((piece) => piece.hit).map((piece) => piece.text);
  assert.deepEqual(hits('We lost eleven night shifts.', 'night shift'), ['night', 'shifts']);
  assert.deepEqual(hits('Été comme hiver', 'ete'), ['Été']);
  assert.deepEqual(hits('anything', '.* ( [a-z]+'), []);
  assert.equal(highlighted('a <b> c', 'zz').map((piece) => piece.text).join(''), 'a <b> c');
  const whole = 'Mixed: été, ETE and the rest';
  assert.equal(highlighted(whole, 'ete rest').map((piece) => piece.text).join(''), whole);
});

test('the clock of a presentation', () => {
  const clock = startedAt(1000);
  assert.equal(leftMs(clock, 1999), kTenMinutesMs);
  const stopped = toggled(clock, 61_000);
  assert.equal(elapsed(stopped, 999_000), 60_000);
  assert.equal(elapsed(toggled(stopped, 999_000), 1_000_000), 61_000);
  assert.equal(leftMs(startedAt(0), 660_000), -60_000);
});
