// What was said in every call somebody tried to log, and which of them the server acknowledged:
// each of these must be there, whole, once.
import assert from 'node:assert/strict';
import { until } from '../support/waiting.mjs';

const kWords = 'we type the list into the other program every month and nobody checks whether it is right'.split(' ');
const kLetters = 'abcdefghijklmnopqrstuvwxyz';
const kSearches = 4;

/** A call with words of its own, one of them rare. `key` stands in every turn. */
export function recordingOf(key, chance) {
  const rare = `zq${Array.from({ length: 9 }, () => kLetters[chance.between(0, 25)]).join('')}`;
  const count = chance.between(2, 60);
  const at = chance.between(0, count - 1);
  const turns = Array.from({ length: count }, (_, i) => {
    const words = Array.from({ length: chance.between(3, 20) }, () => chance.of(kWords)).join(' ');
    return `Turn ${i + 1} of ${count} in ${key} ${i === at ? `about ${rare} ` : ''}${words}.`;
  });
  return { key, rare, turns, acknowledged: false, id: '' };
}

const textsOf = (call) => call.transcript?.turns?.map((turn) => turn.text) ?? [];
const keyOf = (call) => / in (k[0-9]+-[0-9]+) /.exec(textsOf(call)[0] ?? '')?.[1];

async function eachOf(list, width, visit) {
  const left = [...list];
  await Promise.all(
    Array.from({ length: width }, async () => {
      while (left.length > 0) await visit(left.shift());
    }),
  );
}

export class Ledger {
  constructor(chance) {
    this.chance = chance;
    this.recordings = new Map(); // by key
    this.found = new Map(); // key -> id, of calls that were read whole
    this.read = new Set(); // ids
    this.cursor = 0; // of the change feed
    this.told = new Set(); // ids it told of
    this.checked = new Set(); // keys that were searched for
  }

  add(recording) {
    this.recordings.set(recording.key, recording);
    return recording;
  }

  /** `id`: where it was answered. `later`: it was promised, and is there in a while (webhooks). */
  acknowledge(recording, { id = '', later = false } = {}) {
    if (id !== '' && recording.id !== '') assert.equal(id, recording.id, `${recording.key} was answered with two ids`);
    if (id !== '') recording.id = id;
    recording.acknowledged = true;
    recording.at ??= Date.now();
    recording.later = later;
  }

  acknowledged() {
    return [...this.recordings.values()].filter((one) => one.acknowledged);
  }

  /**
   * Whether the log is what was acknowledged, while others may go on writing to it: what is new, as
   * the change feed tells it, and with `all` every page of the list. `settled`: nobody writes, and
   * what was promised must be there too. `anew`: every call is read again.
   */
  async check(server, { all = true, settled = false, anew = false } = {}) {
    const due = this.acknowledged().filter((one) => settled || !one.later);
    if (anew) {
      this.read.clear();
      this.found.clear();
    }
    await this.follow(server);
    const listed = all ? await this.list(server) : undefined;
    const ids = new Set([...this.told, ...(listed?.keys() ?? [])]);
    await eachOf([...ids].filter((id) => !this.read.has(id)), 8, (id) => this.readWhole(server, id));
    for (const recording of due) {
      const id = this.found.get(recording.key);
      assert.ok(id !== undefined, `${recording.key} was acknowledged${recording.id ? ` as ${recording.id}` : ''} and is not there`);
      if (recording.id !== '') assert.equal(id, recording.id, `${recording.key} is there as another call`);
      assert.ok(this.told.has(id), `the feed never told of ${id}`);
      assert.ok(!listed || listed.has(id), `${id} is not listed any more`);
    }
    await this.search(server, due, settled);
    return due.length;
  }

  /** All pages: id -> call without words. */
  async list(server) {
    const listed = new Map();
    const sources = new Map();
    let cursor = '';
    do {
      const page = await server.get(`/v1/calls?limit=200${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ''}`);
      for (const { call } of page.items) {
        assert.ok(!listed.has(call.id), `${call.id} is listed twice`);
        listed.set(call.id, call);
        if (!call.source?.id) continue;
        const source = `${call.source.system} ${call.source.id}`;
        assert.ok(!sources.has(source), `${source} is there twice: ${sources.get(source)} and ${call.id}`);
        sources.set(source, call.id);
      }
      cursor = page.next;
    } while (cursor);
    return listed;
  }

  async readWhole(server, id) {
    const { call, turn_count: count } = await server.get(`/v1/calls/${id}`);
    const key = keyOf(call);
    const recording = this.recordings.get(key);
    assert.ok(recording, `${id} is a call nobody logged: ${JSON.stringify(call).slice(0, 300)}`);
    assert.deepEqual(textsOf(call), recording.turns, `${id} has not the words of ${key}`);
    assert.equal(count, recording.turns.length);
    const other = this.found.get(key);
    assert.ok(other === undefined || other === id, `${key} is there twice: ${other} and ${id}`);
    this.found.set(key, id);
    this.read.add(id);
  }

  /** The rare words of some acknowledged calls find them; those of which nobody knows find a whole call or none. */
  async search(server, due, all) {
    const fresh = due.filter((one) => !this.checked.has(one.key));
    for (const recording of all ? fresh.slice(0, 50) : fresh.slice(-kSearches)) {
      // What was written a moment ago may take a quarter of a second to be found.
      await until(
        `"${recording.rare}" finds ${recording.key}`,
        async () => (await server.get(`/v1/search?q=${recording.rare}`)).items.some((item) => item.call === this.found.get(recording.key)),
        { timeout: 3000 },
      );
      this.checked.add(recording.key);
    }
    const unknown = [...this.recordings.values()].filter((one) => !one.acknowledged);
    for (const recording of all ? unknown : unknown.slice(-1)) {
      const { items } = await server.get(`/v1/search?q=${recording.rare}`);
      for (const { call } of items.filter((item) => JSON.stringify(item).includes(recording.rare))) await this.readWhole(server, call);
    }
  }

  /** The change feed goes on where it was, in order. */
  async follow(server) {
    for (let more = true; more; ) {
      const page = await server.get(`/v1/changes?after=${this.cursor}&limit=200`);
      let last = this.cursor;
      for (const item of page.items) {
        assert.ok(item.sequence > last, `the feed told ${item.sequence} after ${last}`);
        last = item.sequence;
        if (item.kind === 'call.put') this.told.add(item.object);
      }
      assert.ok(page.next >= last, `the feed goes on at ${page.next}, before ${last}`);
      this.cursor = page.next;
      more = page.more;
    }
  }

  /** What was promised has come: every webhook that was taken in. A worker that died holds its work for a minute. */
  async settle(server) {
    await until(
      'all webhooks that were taken in are logged',
      async () => {
        await this.follow(server);
        await eachOf([...this.told].filter((id) => !this.read.has(id)), 8, (id) => this.readWhole(server, id));
        return this.acknowledged().every((one) => this.found.has(one.key));
      },
      { timeout: 90_000, every: 250 },
    ).catch((error) => {
      const missing = this.acknowledged().filter((one) => !this.found.has(one.key));
      throw new Error(`${error.message}: ${missing.map((one) => one.key).join(', ')}`);
    });
    return this.check(server, { settled: true, anew: true });
  }
}
