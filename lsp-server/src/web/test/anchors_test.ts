import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Turn } from '../src/api/types';
import { anchorOf, isWithin, nextOf, parseAnchor, turnsAt } from '../src/model/anchors';

const timed: Turn[] = [
  { text: 'a', start_ms: 0, end_ms: 4000 },
  { text: 'b', start_ms: 4000, end_ms: 9000 },
  { text: 'c', start_ms: 460_230, end_ms: 474_900 },
  { text: 'd', start_ms: 475_000, end_ms: 480_000 },
];

test('an anchor by turn counts from 1', () => {
  assert.deepEqual(parseAnchor('#turn=12'), { kind: 'turn', first: 11, last: 11 });
  assert.deepEqual(parseAnchor('turn=12-14'), { kind: 'turn', first: 11, last: 13 });
});

test('an anchor by time is read in every spelling of the documentation', () => {
  assert.deepEqual(parseAnchor('#t=460'), { kind: 'time', startMs: 460_000 });
  assert.deepEqual(parseAnchor('#t=460.23,474.9'), { kind: 'time', startMs: 460_230, endMs: 474_900 });
  assert.deepEqual(parseAnchor('#t=07:40'), { kind: 'time', startMs: 460_000 });
  assert.deepEqual(parseAnchor('#t=00:07:40,00:07:55'), { kind: 'time', startMs: 460_000, endMs: 475_000 });
  assert.deepEqual(parseAnchor('#t=npt:10'), { kind: 'time', startMs: 10_000 });
  assert.deepEqual(parseAnchor('#t=,10'), { kind: 'time', startMs: 0, endMs: 10_000 });
  assert.deepEqual(parseAnchor('#t=1%3A00'), { kind: 'time', startMs: 60_000 });
});

for (const wrong of ['', '#', '#main', '#turn=0', '#turn=5-4', '#turn=-1', '#turn=99999999999', '#t=', '#t=abc', '#t=9,9', '#t=10,5', '#t=1:75', '#t=1:2:3:4', '#%E0%A4%A', '#turn=1<script>']) {
  test(`"${wrong}" is no anchor`, () => assert.equal(parseAnchor(wrong), undefined));
}

test('a time means the turn that is being said, a range every turn it touches', () => {
  assert.deepEqual(turnsAt(timed, { kind: 'time', startMs: 462_000 }), [2, 2]);
  assert.deepEqual(turnsAt(timed, { kind: 'time', startMs: 4000 }), [1, 1]);
  assert.deepEqual(turnsAt(timed, { kind: 'time', startMs: 3000, endMs: 5000 }), [0, 1]);
  assert.deepEqual(turnsAt(timed, { kind: 'time', startMs: 460_230, endMs: 474_900 }), [2, 2]);
});

test('a pause belongs to whoever spoke before it', () => {
  assert.deepEqual(turnsAt(timed, { kind: 'time', startMs: 100_000 }), [1, 1]);
  assert.deepEqual(turnsAt(timed, { kind: 'time', startMs: 100_000, endMs: 101_000 }), [1, 1]);
});

test('what lies outside the call is told apart', () => {
  assert.equal(turnsAt(timed, { kind: 'time', startMs: 481_000 }), undefined);
  assert.equal(turnsAt(timed, { kind: 'turn', first: 4, last: 4 }), undefined);
  assert.equal(turnsAt([], { kind: 'time', startMs: 0 }), undefined);
  assert.equal(turnsAt([{ text: 'no time' }], { kind: 'time', startMs: 0 }), undefined);
});

test('turns without an end last until the next one starts', () => {
  const open: Turn[] = [{ text: 'a', start_ms: 0 }, { text: 'without' }, { text: 'b', start_ms: 5000 }];
  assert.deepEqual(turnsAt(open, { kind: 'time', startMs: 1000, endMs: 2000 }), [0, 0]);
  assert.deepEqual(turnsAt(open, { kind: 'time', startMs: 900_000, endMs: 900_001 }), [2, 2]);
});

test('every turn of a call comes back from its own anchor', () => {
  for (let first = 0; first < timed.length; ++first) {
    for (let last = first; last < timed.length; ++last) {
      const anchor = parseAnchor(anchorOf(timed, [first, last]));
      assert.ok(anchor);
      assert.deepEqual(turnsAt(timed, anchor), [first, last], anchorOf(timed, [first, last]));
    }
  }
});

test('anchors are written by time where that is enough, else by turn', () => {
  assert.equal(anchorOf(timed, [2, 2]), 't=460.23,474.9');
  assert.equal(anchorOf([{ text: 'a' }, { text: 'b' }], [1, 1]), 'turn=2');
  assert.equal(anchorOf([{ text: 'a' }, { text: 'b' }], [0, 1]), 'turn=1-2');
  assert.equal(anchorOf([{ text: 'a', start_ms: 1000 }, { text: 'b', start_ms: 2000 }], [0, 0]), 't=1');
  const together: Turn[] = [{ text: 'a', start_ms: 1000 }, { text: 'b', start_ms: 1000 }];
  assert.equal(anchorOf(together, [1, 1]), 'turn=2');
});

test('the next place of interest, in both directions', () => {
  assert.equal(nextOf([7, 3, 3, 12], 3, 1), 7);
  assert.equal(nextOf([7, 3, 12], 12, 1), undefined);
  assert.equal(nextOf([7, 3, 12], 7, -1), 3);
  assert.equal(nextOf([], 0, 1), undefined);
  assert.equal(isWithin(3, [2, 3]), true);
  assert.equal(isWithin(3, undefined), false);
});

test('a call of 100,000 turns is looked up at once', () => {
  const long: Turn[] = Array.from({ length: 100_000 }, (_, index) => ({ text: 'x', start_ms: index * 1000 }));
  const started = performance.now();
  assert.deepEqual(turnsAt(long, { kind: 'time', startMs: 99_999_000, endMs: 99_999_500 }), [99_999, 99_999]);
  assert.ok(performance.now() - started < 500);
});
