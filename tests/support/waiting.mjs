// Waiting for conditions, and a port to listen on: what tests that start real programs need.
import { createServer } from 'node:net';

export const pause = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));

/** Until `condition` gives something true; an error of it counts as "not yet". */
export async function until(what, condition, { timeout = 20_000, every = 25 } = {}) {
  const end = Date.now() + timeout;
  let last = '';
  for (;;) {
    try {
      const value = await condition();
      if (value) return value;
      last = '';
    } catch (error) {
      last = ` (${error.message})`;
    }
    if (Date.now() > end) throw new Error(`not within ${timeout / 1000} s: ${what}${last}`);
    await pause(every);
  }
}

/** A port of this computer that nobody listens on. */
export const freePort = () =>
  new Promise((done, fail) => {
    const server = createServer();
    server.once('error', fail);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => done(port));
    });
  });
