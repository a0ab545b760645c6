// PostgreSQL is killed with all its processes while calls are logged and read, and started again.
// The server stays up: it says "not now", and goes on when the database is back.
import assert from 'node:assert/strict';
import { Ledger } from './ledger.mjs';
import { Load, assertNotNow } from './load.mjs';
import { Server } from './server.mjs';
import { pause, until } from '../support/waiting.mjs';

// Who asks while the database is away is told so, not kept waiting.
const kLongest = 6_000;

/** Reads what is known, all the time: right, or "not now". */
async function readOn(server, ledger, chance, state) {
  while (!state.stop) {
    // Search finds a call within a quarter of a second.
    const known = ledger.acknowledged().filter((one) => one.id !== '' && !one.later && Date.now() - one.at > 2000);
    const recording = known.length > 0 ? chance.of(known) : undefined;
    const path = chance.of(['/v1/calls?limit=5', '/v1/health', '/v1/ready', ...(recording ? [`/v1/calls/${recording.id}`, `/v1/search?q=${recording.rare}`] : [])]);
    const answer = await server.ask('GET', path);
    state.slowest = Math.max(state.slowest, answer.ms);
    if (answer.status === 503) {
      ++state.notNow;
      // Probes are machines: they are told without a sentence.
      if (/health$|ready$/.test(path)) assert.ok(Number(answer.headers['retry-after']) > 0, path);
      else assertNotNow(answer);
      await pause(10);
      continue;
    }
    assert.equal(answer.status, 200, `GET ${path} was answered ${answer.text}`);
    ++state.right;
    if (recording && path.includes(recording.id)) assert.deepEqual(answer.json.call.transcript.turns.map((turn) => turn.text), recording.turns);
    if (recording && path.includes('search')) assert.equal(answer.json.items[0]?.call, recording.id);
  }
}

export async function databaseLost({ program, folder, database, chance, count, say }) {
  const server = await Server.create(program, folder, database.url('lost'));
  await server.start();
  const { pid } = server.child;
  const ledger = new Ledger(chance.fork());
  const load = new Load(server, ledger, chance);
  const state = { stop: false, notNow: 0, right: 0, slowest: 0 };
  let failed;
  const readers = [1, 2, 3].map(() => readOn(server, ledger, chance.fork(), state).catch((error) => (failed ??= error)));
  // An error of a client ends it all; `until` would only wait.
  const holds = () => failed ?? load.failure;
  const orThrow = () => {
    if (holds()) throw holds();
  };
  for (let round = 1; round <= count; ++round) {
    const before = { written: load.answered, read: state.right };
    await until('calls are logged and read', () => holds() || (load.answered > before.written + 4 && state.right > before.read + 4));
    orThrow();
    await pause(chance.between(0, 200));
    await database.kill();
    const told = { write: load.notNow.length, read: state.notNow };
    if (round % 2 === 1) {
      // Away for long enough that everybody is told.
      await until('writers and readers are told', () => holds() || (load.notNow.length > told.write + 3 && state.notNow > told.read + 3), { timeout: 40_000 });
    }
    await database.start();
    const back = Date.now();
    const after = { written: load.answered, read: state.right };
    await until('the server goes on by itself', () => holds() || (load.answered > after.written + 4 && state.right > after.read + 4));
    orThrow();
    await ledger.check(server);
    say(`round ${round}: on again ${Date.now() - back} ms after the database, all there`);
  }
  await load.stop();
  state.stop = true;
  await Promise.all(readers);
  orThrow();
  const slowest = Math.round(Math.max(load.slowest, state.slowest));
  assert.ok(slowest < kLongest, `somebody waited ${slowest} ms for an answer`);
  assert.equal(server.child.pid, pid);
  return async () => {
    const there = await ledger.settle(server);
    assert.equal(await server.stop(), 0);
    say(`lost ${count} times: ${load.notNow.length + state.notNow} told "not now" (${[...new Set(load.notNow.map((one) => one.detail))].join(' / ')}), slowest answer ${slowest} ms; ${there} calls acknowledged, all whole, none twice`);
  };
}
