// What must never lose a call: the server killed at random, its database lost, its disk full, and
// clients that send too slowly or not to the end.
//
//   node faults.mjs --server whyspec-server [--kills 100] [--losses 6] [--seed N]
//                   [--only kills,database,disk,slow] [--database sqlite|postgresql|both]
//
// A real server over HTTP, on SQLite and on a real PostgreSQL. People and companies are invented.
import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { databaseLost } from './database_lost.mjs';
import { PostgreSql } from '../support/postgresql.mjs';
import { diskFull } from './disk_full.mjs';
import { kills } from './kills.mjs';
import { Server, sqliteUrl } from './server.mjs';
import { slowClients } from './slow_clients.mjs';
import { Chance } from './tools.mjs';

const { values: option } = parseArgs({
  options: {
    server: { type: 'string' },
    kills: { type: 'string', default: '10' },
    losses: { type: 'string', default: '2' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    only: { type: 'string', default: 'kills,database,disk,slow' },
    database: { type: 'string', default: process.env.WHYSPEC_NO_POSTGRES ? 'sqlite' : 'both' },
  },
});
const isWanted = (fault) => option.only.split(',').includes(fault);
const stores = option.database === 'both' ? ['sqlite', 'postgresql'] : [option.database];
const began = Date.now();
console.log(`seed ${option.seed} (--seed ${option.seed} draws the same again)`);

const root = mkdtempSync(join(tmpdir(), 'whyspec-faults-'));
chmodSync(root, 0o755); // PostgreSQL is another user
const chance = new Chance(Number(option.seed));
const program = option.server;
const undo = []; // last first
const ends = [];
const fault = (name) => {
  const folder = join(root, name.replaceAll(' ', '-'));
  mkdirSync(folder);
  const own = chance.fork();
  const say = (what) => console.log(`${((Date.now() - began) / 1000).toFixed(1).padStart(6)} s  ${name}: ${what}`);
  return { program, folder, chance: own, say, undo };
};

let database;
async function cleanUp() {
  Server.over = true;
  for (const server of Server.all.filter((one) => one.isAlive())) await server.kill();
  for (const step of undo.reverse()) await step();
  rmSync(root, { recursive: true, force: true });
}
for (const signal of ['SIGINT', 'SIGTERM']) {
  process.once(signal, async () => {
    await cleanUp();
    process.exit(1);
  });
}

try {
  if (stores.includes('postgresql') && (isWanted('kills') || isWanted('database'))) {
    database = await PostgreSql.create(join(root, 'postgresql'));
    undo.push(() => database.stop());
  }
  if (isWanted('kills')) {
    const both = stores.map((store) => {
      const setting = fault(`kill -9 on ${store}`);
      const url = store === 'sqlite' ? sqliteUrl(setting.folder) : database.url('kills');
      return kills({ ...setting, url, count: Number(option.kills) });
    });
    ends.push(...(await Promise.all(both)));
  }
  if (isWanted('disk')) {
    for (const kind of ['full disk', 'largest file']) ends.push(await diskFull({ ...fault(kind), kind }));
  }
  if (isWanted('slow')) ends.push(await slowClients(fault('slow clients')));
  if (isWanted('database') && database) {
    ends.push(await databaseLost({ ...fault('database lost'), database, count: Number(option.losses) }));
  }
  for (const end of ends) await end();
  console.log(`Nothing was lost, nothing is twice, nothing is half (${Math.round((Date.now() - began) / 1000)} s).`);
} catch (error) {
  console.log(`FAILED with --seed ${option.seed}: ${error.stack}`);
  for (const server of Server.all) console.log(`--- ${server.said}\n${server.lastWords()}`);
  if (database) console.log(`--- PostgreSQL\n${database.lastWords()}`);
  process.exitCode = 1;
} finally {
  await cleanUp();
}
process.exit();
