// The disk of an SQLite database is full: who writes is told in one clear sentence, who reads is
// answered, and when there is room again all goes on, with nothing lost and nothing half.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { closeSync, ftruncateSync, mkdirSync, openSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { Ledger, recordingOf } from './ledger.mjs';
import { assertNotNow, callOf, webhookOf } from './load.mjs';
import { Server, sqliteUrl } from './server.mjs';
import { until } from '../support/waiting.mjs';

const kMegabytes = 8;
const kSentence = /no room left on the disk.*Free some space and try again\.$/;

// A write past the limit fails as on a full disk; the server ignores the signal that comes with it.
const largestFile = (server, bytes) => execFileSync('prlimit', ['--pid', String(server.child.pid), `--fsize=${bytes}:unlimited`]);

/** A small disk in memory, to be filled; nothing where none may be made. */
function smallDisk(disk, undo) {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${kMegabytes}m`, 'tmpfs', disk], { stdio: 'pipe' });
  } catch {
    return undefined;
  }
  undo.push(() => execFileSync('umount', ['-l', disk]));
  const filler = join(disk, 'filler');
  return {
    /** All there is but `left` bytes. */
    fill: (_, left) => {
      const file = openSync(filler, 'w');
      let size = 0;
      try {
        for (const block = Buffer.alloc(4096, 'x'); ; ) size += writeSync(file, block);
      } catch (error) {
        assert.equal(error.code, 'ENOSPC');
      }
      ftruncateSync(file, Math.max(0, size - left));
      closeSync(file);
    },
    free: () => rmSync(filler),
  };
}

// What shows no words is answered. Words are answered whole, or not now: who read them is to be
// written down first, and that needs room.
async function readsGoOn(server, ledger) {
  for (const path of ['/v1/health', '/v1/ready', '/v1/version', '/v1/me', '/v1/calls', '/v1/accounts', '/v1/report']) {
    const answer = await server.ask('GET', path);
    assert.equal(answer.status, 200, `GET ${path}: ${answer.text}`);
  }
  for (const recording of ledger.acknowledged().filter((one) => one.id !== '').slice(0, 5)) {
    const answer = await server.ask('GET', `/v1/calls/${recording.id}`);
    if (answer.status === 200) {
      assert.deepEqual(answer.json.call.transcript.turns.map((turn) => turn.text), recording.turns);
    } else {
      assert.equal(answer.status, 503, answer.text);
      assertNotNow(answer);
      assert.match(answer.json.detail, kSentence);
    }
  }
}

/**
 * `kind`: "full disk", or "largest file", a limit on the size of files, which needs no rights. Gives
 * back what is to be done last, as kills() does.
 */
export async function diskFull({ program, folder, chance, say, undo, kind }) {
  const disk = join(folder, 'disk');
  mkdirSync(disk);
  const limit = { fill: (server, left) => largestFile(server, left), free: (server) => largestFile(server, 'unlimited') };
  const room = kind === 'full disk' ? smallDisk(disk, undo) : limit;
  if (!room) {
    say('left out: no file system can be mounted here');
    return () => {};
  }
  const { fill, free } = room;
  const server = await Server.create(program, folder, sqliteUrl(disk));
  await server.start();
  const ledger = new Ledger(chance.fork());
  const log = (recording, more = {}) => server.ask('POST', '/v1/calls', { body: JSON.stringify(callOf(recording)), headers: { 'Idempotency-Key': recording.key }, ...more });
  let number = 0;
  const next = () => ledger.add(recordingOf(`k9-${++number}`, chance));
  for (let i = 0; i < 20; ++i) {
    const recording = next();
    const answer = await log(recording);
    assert.equal(answer.status, 201, answer.text);
    ledger.acknowledge(recording, { id: answer.json.id });
  }
  await ledger.check(server);

  // At any moment of a write, and with room for none.
  const refused = [];
  for (const left of [200_000, 60_000, 12_000, 0]) {
    fill(server, left);
    await until('a call is refused', async () => {
      const recording = next();
      const answer = await log(recording);
      if (answer.status < 300) {
        ledger.acknowledge(recording, { id: answer.json.id });
        return false;
      }
      assert.equal(answer.status, 503, answer.text);
      assertNotNow(answer);
      assert.match(answer.json.detail, kSentence);
      refused.push(recording);
      return true;
    });
    // A vendor is told to send it again, or it is kept.
    const hook = next();
    const taken = await server.ask('POST', '/v1/webhooks/standard', webhookOf(hook));
    assert.ok(taken.status === 200 || taken.status === 503, taken.text);
    if (taken.status === 200) ledger.acknowledge(hook, { later: true });
    await readsGoOn(server, ledger);
    free(server);
    await until('writes work again', async () => {
      for (const recording of refused) {
        const answer = await log(recording);
        if (answer.status >= 300) return false;
        ledger.acknowledge(recording, { id: answer.json.id });
      }
      return true;
    });
    await ledger.check(server);
  }
  say(`writes were refused ${refused.length} times in a sentence and done when there was room; reads went on`);

  if (kind === 'full disk') await startFull(server, { fill, free, say });
  await ledger.check(server);
  return async () => {
    const there = await ledger.settle(server);
    assert.equal(await server.stop(), 0);
    say(`${there} calls acknowledged, all whole, none twice`);
  };
}

/** The server goes down while the disk is full. It comes up, or says in a sentence why not. */
async function startFull(server, { fill, free, say }) {
  fill(server, 0);
  await server.kill();
  server.spawn();
  const up = async () => (await server.get('/v1/calls?limit=1')).items.length === 1;
  const came = await until('the server is up or has given up', async () => (server.isAlive() ? await up() : 'ended'));
  if (came === 'ended') {
    assert.equal(server.child.exitCode, 2, server.lastWords());
    assert.match(server.lastWords().trim().split('\n').at(-1), /^whyspec-server: [A-Z].*\.$/);
  } else {
    await server.kill();
  }
  say(`started on the full disk: ${came === 'ended' ? server.lastWords().trim().split('\n').at(-1) : 'reads go on'}`);
  free(server);
  await server.start();
}
