import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ApiError } from '../src/api/client';
import type { Change, ChangePage } from '../src/api/types';
import { backOffMs, Follower } from '../src/model/follow';

const change = (sequence: number, object: string): Change => ({ sequence, kind: 'call.put', object, at: '2026-11-22T10:00:00Z' });
const page = (items: Change[], next: number, more = false): ChangePage => ({ items, next, more });

/** A server that gives these answers one after the other, and a clock that only waits move. */
function surroundings(answers: (ChangePage | Error)[], holdMs = 50_000) {
  const asked: (number | undefined)[] = [];
  const paused: number[] = [];
  const stop = new AbortController();
  let time = 0;
  return {
    asked,
    paused,
    stop,
    around: {
      async ask(after: number | undefined): Promise<ChangePage> {
        asked.push(after);
        const answer = answers.shift();
        if (answer === undefined) {
          stop.abort();
          throw new Error('stopped');
        }
        if (answer instanceof Error) throw answer;
        if (after !== undefined && answer.items.length === 0) time += holdMs;
        return answer;
      },
      async pause(ms: number): Promise<void> {
        paused.push(ms);
        time += ms;
      },
      now: () => time,
      random: () => 1,
    },
  };
}

test('it begins where the log stands, and goes on from what it was told', async () => {
  const { around, asked, stop } = surroundings([page([], 7), page([change(8, 'a')], 8), page([], 8), page([change(9, 'b')], 9)]);
  const told: string[] = [];
  await new Follower(around, async (changes) => { if (changes !== 'all') told.push(...changes.map((one) => one.object)); return true; }, () => undefined).run(stop.signal);
  assert.deepEqual(asked, [undefined, 7, 8, 8, 9]);
  assert.deepEqual(told, ['a', 'b']);
});

test('stopped and run again it asks for what it missed', async () => {
  const first = surroundings([page([], 3), page([change(4, 'a')], 4)]);
  const told: string[] = [];
  const follower = new Follower(first.around, async (changes) => { if (changes !== 'all') told.push(...changes.map((one) => one.object)); return true; }, () => undefined);
  await follower.run(first.stop.signal);
  const answers = [page([change(5, 'b'), change(6, 'c')], 6)];
  first.around.ask = async (after) => {
    first.asked.push(after);
    const answer = answers.shift();
    if (!answer) throw new ApiError('forbidden', {}, '');
    return answer;
  };
  await follower.run(new AbortController().signal);
  assert.deepEqual(first.asked, [undefined, 3, 4, 4, 6]);
  assert.deepEqual(told, ['a', 'b', 'c']);
});

test('while the server is away it comes back less and less often, and says so', async () => {
  const away = () => new ApiError('offline', {}, '');
  const { around, asked, paused, stop } = surroundings([page([], 1), away(), away(), away(), page([change(2, 'a')], 2)]);
  const states: boolean[] = [];
  await new Follower(around, async () => true, (is) => states.push(is)).run(stop.signal);
  assert.deepEqual(paused.slice(0, 3), [1000, 2000, 4000]);
  assert.deepEqual(asked.slice(0, 5), [undefined, 1, 1, 1, 1]);
  assert.deepEqual(states.slice(0, 4), [true, false, false, true]);
  assert.equal(backOffMs(40, 1), 60_000);
  assert.equal(backOffMs(40, 0), 30_000);
});

test('it waits as long as the server asks it to', async () => {
  const { around, paused, stop } = surroundings([new ApiError('busy', {}, '', 30), page([], 1)]);
  await new Follower(around, async () => true, () => undefined).run(stop.signal);
  assert.equal(paused[0], 30_000);
});

test('an empty answer at once means that there is no room: it asks seldom', async () => {
  const { around, paused, stop } = surroundings([page([], 1), page([], 1), page([], 1)], 5);
  await new Follower(around, async () => true, () => undefined).run(stop.signal);
  assert.deepEqual(paused.slice(0, 2), [15_000, 15_000]);
});

test('what could not be looked at is told again', async () => {
  const { around, asked, stop } = surroundings([page([], 1), page([change(2, 'a')], 2), page([change(2, 'a')], 2)]);
  let looks = 0;
  await new Follower(around, async () => ++looks > 1, () => undefined).run(stop.signal);
  assert.equal(looks, 2);
  assert.deepEqual(asked, [undefined, 1, 1, 2]);
});

test('where it is not wanted it stays away for good', async () => {
  for (const failure of ['signed_out', 'forbidden', 'not_found', 'invalid'] as const) {
    const { around, asked, stop } = surroundings([new ApiError(failure, {}, ''), page([], 1)]);
    await new Follower(around, async () => true, () => undefined).run(stop.signal);
    assert.deepEqual(asked, [undefined]);
  }
});

test('a log that was put back from a backup may be different in everything', async () => {
  const { around, asked, stop } = surroundings([{ ...page([], 9), history: 'a' }, { ...page([], 9), history: 'a' }, { ...page([], 4), history: 'b' }, { ...page([], 4), history: 'b' }]);
  const told: unknown[] = [];
  await new Follower(around, async (changes) => { told.push(changes); return true; }, () => undefined).run(stop.signal);
  assert.deepEqual(told, ['all']);
  assert.deepEqual(asked, [undefined, 9, 9, 4, 4]);
});
