// A real whyspec-server as a process of its own, to be killed and started again.
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, openSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { freePort, pause, until } from '../support/waiting.mjs';
import { ask } from './tools.mjs';

export const kWebhookSecret = `whsec_${Buffer.from('a secret of this test alone').toString('base64')}`;

/** The server's database in a file of its own. */
export const sqliteUrl = (folder) => `sqlite:${join(folder, 'calls.db')}`;

export class Server {
  static all = [];
  static over = false; // none is started any more

  /** `folder`: for what it says; `url`: of its database. */
  static async create(program, folder, url) {
    const server = new Server();
    Server.all.push(server);
    server.program = program;
    server.port = await freePort();
    server.base = `http://127.0.0.1:${server.port}`;
    server.env = { ...process.env, WHYSPEC_SERVER_DB: url, WHYSPEC_SERVER_STANDARD_SECRET: kWebhookSecret };
    server.said = join(folder, 'server.log');
    // Who logs calls owns them and reads them whole.
    server.token = server.run('token', 'create', '--person', 'alex', '--role', 'sales', '--email', 'alex@ours.example');
    return server;
  }

  run(...words) {
    return execFileSync(this.program, words, { env: this.env, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] }).trim();
  }

  /** Started; not yet ready. */
  spawn() {
    if (Server.over) throw new Error('the test is over');
    const log = openSync(this.said, 'a');
    this.child = spawn(
      this.program,
      ['serve', '--listen', `127.0.0.1:${this.port}`, '--requests-per-second', '0', '--requests-per-second-per-address', '0'],
      { env: this.env, stdio: ['ignore', log, log] },
    );
    this.gone = once(this.child, 'exit');
  }

  async start() {
    this.spawn();
    await until(
      'the server is ready',
      async () => {
        if (this.child.exitCode !== null) throw new Error(`it ended with ${this.child.exitCode}`);
        return (await ask(this.base, 'GET', '/v1/ready', { timeout: 5000 })).status === 200;
      },
      { every: 10 },
    ).catch((error) => {
      throw new Error(`${error.message}\n${this.lastWords()}`);
    });
  }

  isAlive() {
    return this.child !== undefined && this.child.exitCode === null && this.child.signalCode === null;
  }

  lastWords() {
    if (!existsSync(this.said)) return '';
    return readFileSync(this.said, 'utf8').split('\n').slice(-15).join('\n');
  }

  async kill() {
    this.child.kill('SIGKILL');
    await this.gone;
  }

  /** In good order; what it ended with. */
  async stop() {
    this.child.kill('SIGTERM');
    const [status, signal] = await this.gone;
    return signal ?? status;
  }

  ask(method, path, options = {}) {
    return ask(this.base, method, path, { token: this.token, ...options });
  }

  /** What is there. "Not now" is asked again, for a while. */
  async get(path) {
    const end = Date.now() + 5000;
    for (;;) {
      const answer = await this.ask('GET', path);
      if (answer.status === 200) return answer.json;
      if (answer.status !== 503 || Date.now() > end) throw new Error(`GET ${path} was answered ${answer.status}: ${answer.text}`);
      await pause(50);
    }
  }

  /** Open files, threads, and megabytes of memory. */
  usage() {
    const status = readFileSync(`/proc/${this.child.pid}/status`, 'utf8');
    const number = (name) => Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(status)[1]);
    return {
      files: readdirSync(`/proc/${this.child.pid}/fd`).length,
      threads: number('Threads'),
      megabytes: Math.round(number('VmRSS') / 1024),
    };
  }
}
