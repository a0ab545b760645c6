// The server is killed (kill -9) at random while calls are logged, and started again.
import { Ledger } from './ledger.mjs';
import { Load } from './load.mjs';
import { Server } from './server.mjs';
import { pause, until } from '../support/waiting.mjs';

/**
 * Gives back what is to be done last: a webhook whose worker died waits a minute for the next one,
 * and other faults can be tried meanwhile.
 */
export async function kills({ program, folder, url, chance, count, say }) {
  const server = await Server.create(program, folder, url);
  await server.start();
  const ledger = new Ledger(chance.fork());
  const load = new Load(server, ledger, chance);
  let early = 0;
  for (let kill = 1; kill <= count; ++kill) {
    const before = load.answered;
    await until('calls are logged', () => load.failure || load.answered > before);
    await pause(chance.between(0, 300));
    await server.kill();
    // Now and then again while it starts.
    while (chance.once(8)) {
      server.spawn();
      await pause(chance.between(0, 120));
      await server.kill();
      ++early;
    }
    await server.start();
    if (load.failure) break;
    const due = await ledger.check(server, { all: kill % 10 === 0 });
    if (kill % 10 === 0) say(`${kill} kills, ${due} calls acknowledged and there`);
  }
  await load.stop();
  return async () => {
    const there = await ledger.settle(server);
    const status = await server.stop();
    if (status !== 0) throw new Error(`the server ended with ${status}\n${server.lastWords()}`);
    say(
      `killed ${count + early} times (${early} of them while it started): ${there} calls acknowledged, ` +
        `${load.lost} answers lost, ${ledger.found.size - there} more there unasked; all whole, none twice`,
    );
  };
}
