// Clients that send a byte now and then, and uploads that stop half-way: others are answered as
// ever, the slow ones lose their connection, nothing is changed, and all they held is given back.
import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { Ledger, recordingOf } from './ledger.mjs';
import { callOf, formOf } from './load.mjs';
import { Server, sqliteUrl } from './server.mjs';
import { pause, until } from '../support/waiting.mjs';

const kSlow = 300; // with the half-sent ones fewer than one address may have (400)
const kHalf = 50;
// What http/listen.h and http/socket.cc give them: 10 s for headers, 15 s without a byte of a body;
// then a moment to be told, and a busy machine.
const kHeadersGone = 10_000 + 5_000;
const kBodiesGone = 15_000 + 5_000;
const kPromptly = 5_000;
// Connections to the database that readers may have opened meanwhile (16), each with its files.
const kReaders = 50;

class Hanging {
  constructor(port, sent) {
    this.said = '';
    this.since = performance.now();
    this.socket = connect(port, '127.0.0.1', () => this.socket.write(sent));
    this.socket.on('data', (data) => (this.said += data.toString('latin1')));
    this.socket.on('error', () => {});
    this.gone = new Promise((done) =>
      this.socket.once('close', () => {
        clearInterval(this.drip);
        this.lasted = performance.now() - this.since;
        done(this);
      }),
    );
  }
  /** A byte a second. */
  slowly() {
    this.drip = setInterval(() => this.socket.write('x'), 1000);
    return this;
  }
}

const middle = (numbers) => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)];

/** Ordinary people: they read, search and log. Milliseconds of each answer. */
async function ordinary(server, ledger, chance, count, numbers) {
  const times = [];
  for (let i = 0; i < count; ++i) {
    const known = chance.of(ledger.acknowledged());
    for (const path of ['/v1/calls?limit=20', `/v1/calls/${known.id}`, `/v1/search?q=${known.rare}`]) {
      const answer = await server.ask('GET', path);
      assert.equal(answer.status, 200, `GET ${path}: ${answer.text}`);
      times.push(answer.ms);
    }
    const recording = ledger.add(recordingOf(`k8-${numbers.next++}`, chance));
    const answer = await server.ask('POST', '/v1/calls', { body: JSON.stringify(callOf(recording)) });
    assert.equal(answer.status, 201, answer.text);
    ledger.acknowledge(recording, { id: answer.json.id });
    times.push(answer.ms);
  }
  return times;
}

/** Gives back what is to be looked at last: threads stay for a while, in case they are needed again. */
export async function slowClients({ program, folder, chance, say }) {
  const server = await Server.create(program, folder, sqliteUrl(folder));
  await server.start();
  const ledger = new Ledger(chance.fork());
  const numbers = { next: 1 };
  const first = ledger.add(recordingOf(`k8-${numbers.next++}`, chance));
  ledger.acknowledge(first, { id: (await server.ask('POST', '/v1/calls', { body: JSON.stringify(callOf(first)) })).json.id });
  await ordinary(server, ledger, chance, 10, numbers);
  const idle = await ordinary(server, ledger, chance, 25, numbers);
  const before = server.usage();

  const host = `Host: 127.0.0.1:${server.port}\r\n`;
  const who = `Authorization: Bearer ${server.token}\r\n`;
  const slow = Array.from({ length: kSlow }, () => new Hanging(server.port, `GET /v1/calls HTTP/1.1\r\n${host}X-Slow: `).slowly());
  const half = Array.from({ length: kHalf }, (_, i) => {
    // A call as JSON, or a file; cut anywhere in its body.
    const recording = recordingOf(`k7-${i + 1}`, chance);
    const form = formOf([recording]);
    const [path, type, body] = i % 2 === 0 ? ['/v1/calls', 'application/json', JSON.stringify(callOf(recording))] : ['/v1/calls/uploads', form.headers['Content-Type'], form.body];
    const head = `POST ${path} HTTP/1.1\r\n${host}${who}Content-Type: ${type}\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n`;
    return new Hanging(server.port, head + body.slice(0, chance.between(1, body.length - 1)));
  });
  await until('all of them hang', () => server.usage().files >= before.files + kSlow + kHalf);
  const during = server.usage();
  const busy = await ordinary(server, ledger, chance, 25, numbers);
  const ratio = middle(busy) / middle(idle);
  say(`an answer takes ${middle(idle).toFixed(1)} ms, and ${middle(busy).toFixed(1)} ms (x ${ratio.toFixed(2)}, slowest ${Math.max(...busy).toFixed(0)} ms) while ${kSlow} send a byte a second and ${kHalf} uploads hang`);
  assert.ok(Math.max(...busy) < kPromptly, `somebody waited ${Math.max(...busy)} ms`);

  // Somebody also goes away in the middle of an upload.
  for (const one of half.slice(0, 10)) one.socket.destroy();
  const all = Promise.all([...slow, ...half].map((one) => one.gone));
  await Promise.race([all, pause(kBodiesGone + 5_000)]);
  const longest = (some) => Math.max(...some.map((one) => one.lasted ?? Infinity));
  assert.ok(longest(slow) <= kHeadersGone, `a slow client held on for ${longest(slow)} ms`);
  assert.ok(longest(half) <= kBodiesGone, `half an upload held on for ${longest(half)} ms`);
  // Told why, or closed; never answered as if all were there.
  const statuses = new Set([...slow, ...half].map((one) => /^HTTP\/1\.1 (\d+)/.exec(one.said)?.[1] ?? 'closed'));
  assert.ok(statuses.has('408'), 'nobody was told that it took too long');
  for (const status of statuses) assert.ok(['closed', '400', '408'].includes(status), `a half-sent request was answered ${status}`);
  say(`the slow ones were gone after ${Math.round(longest(slow))} ms, half uploads after ${Math.round(longest(half))} ms (${[...statuses].join(', ')})`);

  // Nothing of what was sent half is there: the ledger knows no such call.
  await ledger.settle(server);
  return async () => {
    let after;
    await until(
      'what they held is given back',
      () => {
        after = server.usage();
        return after.files <= before.files + kReaders && after.threads <= before.threads + 20;
      },
      { timeout: 40_000 },
    ).finally(() => {
      const sizes = [before, during, after].map((one) => `${one.files} files, ${one.threads} threads, ${one.megabytes} MB`);
      say(`before ${sizes[0]}; during ${sizes[1]}; after ${sizes[2]}`);
    });
    assert.ok(after.megabytes < before.megabytes + 50, 'the memory they held was not given back');
    assert.equal(await server.stop(), 0);
  };
}
