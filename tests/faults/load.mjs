// People and machines that log calls, each in their own way, and do not give up: a lost answer is
// asked for again with the same key.
import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { kWebhookSecret } from './server.mjs';
import { recordingOf } from './ledger.mjs';
import { pause } from '../support/waiting.mjs';

const kAgain = 15; // milliseconds

export function callOf(recording, more = {}) {
  return {
    title: 'Weekly call',
    account: 'orchard',
    owner: 'alex',
    started_at: '2026-01-13T09:00:00Z',
    participants: [
      { id: 'p1', name: 'Jane Roe', affiliation: 'external' },
      { id: 'p2', name: 'Alex Hale', affiliation: 'internal' },
    ],
    transcript: { turns: recording.turns.map((text, i) => ({ speaker: `p${1 + (i % 2)}`, start_ms: i * 5000, end_ms: i * 5000 + 4000, text })) },
    ...more,
  };
}

const clock = (seconds) => new Date(seconds * 1000).toISOString().slice(11, 23);

function vttOf(recording) {
  const cues = recording.turns.map((text, i) => `${clock(i * 5)} --> ${clock(i * 5 + 4)}\n<v ${i % 2 === 0 ? 'Jane Roe' : 'Alex Hale'}>${text}\n`);
  return `WEBVTT\n\n${cues.join('\n')}`;
}

export function formOf(recordings) {
  const boundary = 'a-boundary-of-this-test';
  const parts = recordings.map((one) => `Content-Disposition: form-data; name="file"; filename="${one.key}.vtt"\r\n\r\n${vttOf(one)}`);
  parts.push(`Content-Disposition: form-data; name="defaults"\r\n\r\n${JSON.stringify({ account: 'orchard', started_at: '2026-01-14T09:00:00Z' })}`);
  return {
    body: `${parts.map((part) => `--${boundary}\r\n${part}\r\n`).join('')}--${boundary}--\r\n`,
    headers: { 'Content-Type': `multipart/form-data; boundary=${boundary}` },
  };
}

/** What is sent as a Standard Webhook, signed at this moment. */
export function webhookOf(recording, more) {
  const id = `msg-${recording.key}`;
  const body = JSON.stringify({ type: 'call.logged', data: callOf(recording, more) });
  const at = Math.floor(Date.now() / 1000);
  const key = Buffer.from(kWebhookSecret.slice('whsec_'.length), 'base64');
  const signature = createHmac('sha256', key).update(`${id}.${at}.${body}`).digest('base64');
  return { token: undefined, body, headers: { 'webhook-id': id, 'webhook-timestamp': String(at), 'webhook-signature': `v1,${signature}` } };
}

/** "Not now" must be said as documented: a problem in a sentence, and when to come back. */
export function assertNotNow(answer) {
  assert.equal(answer.headers['content-type'], 'application/problem+json', answer.text);
  assert.ok(Number(answer.headers['retry-after']) > 0, `no Retry-After: ${answer.text}`);
  assert.match(answer.json.detail, /^[A-Z].*[.!]$/, answer.text);
}

export class Load {
  /** `pace`: milliseconds a client takes a breath for, at most. */
  constructor(server, ledger, chance, { clients = 4, pace = 50 } = {}) {
    this.server = server;
    this.ledger = ledger;
    this.pace = pace;
    this.stopping = false;
    this.answered = 0;
    this.lost = 0;
    this.notNow = [];
    this.slowest = 0;
    this.failure = undefined;
    this.clients = Array.from({ length: clients }, (_, i) => this.go(i + 1, chance.fork()));
  }

  async go(client, chance) {
    try {
      for (let n = 1; !this.stopping; ++n) {
        const make = (part = 0) => this.ledger.add(recordingOf(`k${client}-${n * 10 + part}`, chance));
        await chance.of(Object.values(kWays))(this, chance, make);
        await pause(chance.between(0, this.pace));
      }
    } catch (error) {
      this.failure ??= error;
    }
  }

  /** One try. Nothing: nobody knows what became of it, or it was "not now". */
  async once(path, options) {
    let answer;
    try {
      answer = await this.server.ask('POST', path, options);
    } catch {
      ++this.lost;
      return undefined;
    }
    this.slowest = Math.max(this.slowest, answer.ms);
    if (answer.status === 503) {
      assertNotNow(answer);
      this.notNow.push({ at: Date.now(), ms: answer.ms, detail: answer.json.detail });
      return undefined;
    }
    // The first of two with one key is at work still.
    if (answer.status === 409 && answer.headers['retry-after']) return undefined;
    assert.ok(answer.status < 300, `POST ${path} was answered ${answer.status}: ${answer.text}`);
    return answer;
  }

  /** Until it is answered. `make` gives what is sent; `hangUp`: the first answer is lost. */
  async insist(path, make, hangUp) {
    for (let first = true; ; first = false) {
      const answer = await this.once(path, { ...make(), hangUp: first && hangUp });
      if (answer) {
        ++this.answered;
        return answer;
      }
      await pause(kAgain);
    }
  }

  /** Everybody comes to an end with what they are at. */
  async stop() {
    this.stopping = true;
    await Promise.all(this.clients);
    if (this.failure) throw this.failure;
  }
}

// Ways to log a call. `make` gives a recording that the ledger knows.
export const kWays = {
  // With a key, so that a lost answer can be asked for again.
  async withKey(load, chance, make) {
    const recording = make();
    const body = JSON.stringify(callOf(recording));
    const options = () => ({ body, headers: { 'Idempotency-Key': recording.key } });
    const answer = await load.insist('/v1/calls', options, chance.once(4));
    load.ledger.acknowledge(recording, { id: answer.json.id });
    if (!chance.once(6)) return;
    const again = await load.insist('/v1/calls', options, false);
    load.ledger.acknowledge(recording, { id: again.json.id });
  },

  // The recorder's own id says which call it is.
  async withSource(load, chance, make) {
    const recording = make();
    const body = JSON.stringify(callOf(recording, { source: { system: 'recorder', id: recording.key } }));
    const answer = await load.insist('/v1/calls', () => ({ body }), chance.once(4));
    load.ledger.acknowledge(recording, { id: answer.json.id });
  },

  // Neither: who gets no answer cannot ask again.
  async plain(load, chance, make) {
    const recording = make();
    const answer = await load.once('/v1/calls', { body: JSON.stringify(callOf(recording)), hangUp: chance.once(6) });
    if (answer) {
      ++load.answered;
      load.ledger.acknowledge(recording, { id: answer.json.id });
    } else {
      await pause(kAgain);
    }
  },

  // One to three files, all or none.
  async upload(load, chance, make) {
    const recordings = Array.from({ length: chance.between(1, 3) }, (_, i) => make(i));
    const { body, headers } = formOf(recordings);
    if (chance.once(2)) headers['Idempotency-Key'] = recordings[0].key;
    const answer = await load.insist('/v1/calls/uploads', () => ({ body, headers }), chance.once(4));
    assert.equal(answer.json.calls.length, recordings.length, answer.text);
    assert.equal(answer.json.problems.length, 0, answer.text);
    for (const recording of recordings) {
      load.ledger.acknowledge(recording, { id: recordings.length === 1 ? answer.json.calls[0].id : '' });
    }
  },

  // A signed webhook: acknowledged at once, logged in a while.
  async webhook(load, chance, make) {
    const recording = make();
    const source = chance.once(2) ? { source: { system: 'recorder', id: recording.key } } : {};
    const options = () => webhookOf(recording, source);
    await load.insist('/v1/webhooks/standard', options, chance.once(4));
    load.ledger.acknowledge(recording, { later: true });
    if (chance.once(6)) await load.insist('/v1/webhooks/standard', options, false);
  },
};
