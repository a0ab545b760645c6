// What every fault needs: chance that can be repeated, one HTTP request.
import { Agent, request } from 'node:http';

/** Chance from a seed (mulberry32): the same seed makes the same choices. */
export class Chance {
  constructor(seed) {
    this.state = seed >>> 0;
  }
  next() {
    this.state = (this.state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(this.state ^ (this.state >>> 15), this.state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }
  /** A whole number, both ends included. */
  between(least, most) {
    return least + Math.floor(this.next() * (most - least + 1));
  }
  of(list) {
    return list[this.between(0, list.length - 1)];
  }
  once(in_) {
    return this.next() * in_ < 1;
  }
  /** Another stream of chance: what one client draws does not depend on how quick the others are. */
  fork() {
    return new Chance(Math.floor(this.next() * 2 ** 32));
  }
}

const agent = new Agent({ keepAlive: true, maxSockets: 64 });

/**
 * One request. Fails if no whole answer came: then nobody knows what became of it. `hangUp`: the
 * connection is cut as soon as the request is out, and the answer is lost.
 */
export function ask(base, method, path, { token, body, headers = {}, timeout = 30_000, hangUp = false } = {}) {
  return new Promise((done, fail) => {
    const since = performance.now();
    const all = { ...headers };
    if (token) all.Authorization = `Bearer ${token}`;
    if (body !== undefined) {
      all['Content-Type'] ??= 'application/json';
      all['Content-Length'] = Buffer.byteLength(body);
    }
    const asked = request(base + path, { method, headers: all, agent }, (answer) => {
      const parts = [];
      answer.on('data', (part) => parts.push(part));
      answer.on('error', fail);
      answer.on('end', () => {
        if (!answer.complete) return fail(new Error('the answer broke off'));
        const text = Buffer.concat(parts).toString();
        const type = answer.headers['content-type'] ?? '';
        done({
          status: answer.statusCode,
          headers: answer.headers,
          text,
          json: type.includes('json') ? JSON.parse(text) : undefined,
          ms: performance.now() - since,
        });
      });
    });
    asked.setTimeout(timeout, () => asked.destroy(new Error(`no answer within ${timeout / 1000} s`)));
    asked.on('error', fail);
    asked.end(body, () => {
      if (hangUp) asked.destroy(new Error('hung up on purpose'));
    });
  });
}
