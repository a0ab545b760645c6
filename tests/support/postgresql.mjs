// A PostgreSQL server of the test's own, which can be killed.
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdirSync, openSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { freePort, until } from './waiting.mjs';

// Children of a process; it must not be making new ones.
function childrenOf(pid) {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((name) => {
      try {
        const stat = readFileSync(`/proc/${name}/stat`, 'utf8');
        return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]) === pid;
      } catch {
        return false; // ended meanwhile
      }
    })
    .map(Number);
}

const isAlive = (pid) => {
  try {
    process.kill(pid, 0);
    return !/^\d+ \(.*\) Z/.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
};

export class PostgreSql {
  static async create(folder) {
    const server = new PostgreSql();
    const versions = readdirSync('/usr/lib/postgresql').sort((a, b) => b - a);
    server.bin = `/usr/lib/postgresql/${versions[0]}/bin`;
    server.data = join(folder, 'data');
    server.log = join(folder, 'postgresql.log');
    server.port = await freePort();
    // It refuses to run as root.
    server.as = process.getuid() === 0 ? ['setpriv', '--reuid=postgres', '--regid=postgres', '--clear-groups'] : [];
    mkdirSync(server.data, { recursive: true });
    if (server.as.length > 0) {
      execFileSync('chown', ['postgres:postgres', server.data]);
      chmodSync(folder, 0o755);
    }
    server.run('initdb', '-D', server.data, '-U', 'whyspec', '-A', 'trust', '-E', 'UTF8', '--no-sync');
    await server.start();
    return server;
  }

  run(program, ...words) {
    const [file, ...more] = [...this.as, join(this.bin, program), ...words];
    return execFileSync(file, more, { cwd: '/', stdio: ['ignore', 'pipe', 'pipe'], encoding: 'utf8' });
  }

  async start() {
    // What is committed must outlive its processes, not the machine's power: no fsync.
    const settings = ['fsync=off', 'listen_addresses=127.0.0.1', 'unix_socket_directories='].flatMap((one) => ['-c', one]);
    const [file, ...more] = [...this.as, join(this.bin, 'postgres'), '-D', this.data, '-p', String(this.port), ...settings];
    const log = openSync(this.log, 'a');
    this.child = spawn(file, more, { cwd: '/', stdio: ['ignore', log, log] });
    this.gone = once(this.child, 'exit');
    await until('PostgreSQL answers', () => {
      this.run('pg_isready', '-h', '127.0.0.1', '-p', String(this.port), '-U', 'whyspec', '-d', 'postgres');
      return true;
    });
  }

  lastWords() {
    return readFileSync(this.log, 'utf8').split('\n').slice(-25).join('\n');
  }

  /** An empty database. */
  url(name) {
    this.run('createdb', '-h', '127.0.0.1', '-p', String(this.port), '-U', 'whyspec', name);
    return `postgresql://whyspec@127.0.0.1:${this.port}/${name}`;
  }

  /** All its processes at once, as if its machine had stopped. */
  async kill() {
    const { pid } = this.child;
    process.kill(pid, 'SIGSTOP');
    const all = childrenOf(pid);
    for (const one of [pid, ...all]) {
      if (isAlive(one)) process.kill(one, 'SIGKILL');
    }
    await this.gone;
    await until('all of PostgreSQL is gone', () => !all.some(isAlive));
  }

  async stop() {
    this.child.kill('SIGINT');
    await this.gone;
  }
}
