// The whole path, for real: a webhook logs a call, the PM's editor offers its excerpt, the spec
// cites and publishes it, the engineer reads it in a browser at their level, the salesperson sees
// which spec answers, the customer is erased, and nothing of their words is left anywhere.
//
//   node whole_path.mjs --server whyspec-server --program whyspec --out OUT [--database sqlite|postgresql|both]
//
// A real server, a real language server, a real browser; SQLite and PostgreSQL. People and
// companies are invented.
import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { zstdDecompressSync } from 'node:zlib';
import { chromium } from 'playwright-core';
import { PostgreSql } from '../support/postgresql.mjs';
import { freePort } from '../support/waiting.mjs';
import { until } from './driver.mjs';

const { values: option } = parseArgs({
  options: {
    server: { type: 'string' },
    program: { type: 'string' },
    out: { type: 'string' },
    database: { type: 'string', default: 'both' },
    chromium: { type: 'string', default: process.env.CHROMIUM ?? '/usr/bin/chromium' },
  },
});
mkdirSync(option.out, { recursive: true });

const kWords = 'every month somebody retypes the shift list into payroll by hand';
const kCustomer = { name: 'Ines Moreau', email: 'ines.moreau@larkspur.example', company: 'Larkspur Clinics' };
const kSecret = 'shared-with-the-crm';

/** Of `words`, those that stand in the bytes: as they are, in hexadecimal (dumps), or packed (calls are, with zstd). */
function found(bytes, words) {
  const hex = Buffer.from((bytes.toString('latin1').match(/\\\\x[0-9a-f]{40,}/g) ?? []).map((text) => text.slice(2)).join(''), 'hex');
  const places = [bytes, hex];
  for (const whole of [bytes, hex]) {
    for (let at = whole.indexOf('28b52ffd', 0, 'hex'); at >= 0; at = whole.indexOf('28b52ffd', at + 4, 'hex')) {
      try {
        places.push(zstdDecompressSync(whole.subarray(at, at + (1 << 20))));
      } catch {
        // these four bytes begin something else
      }
    }
  }
  return words.filter((word) => places.some((place) => place.includes(word)));
}

// --- databases ---

function sqlite(root) {
  const file = join(root, 'calls.db');
  return {
    url: `sqlite:${file}`,
    stop() {},
    // Everything on the disk that could hold a word.
    bytes: () => Buffer.concat(readdirSync(root).filter((name) => name.startsWith('calls.db')).map((name) => readFileSync(join(root, name)))),
  };
}

async function postgresql(root) {
  chmodSync(root, 0o755); // it runs as somebody else
  const server = await PostgreSql.create(join(root, 'pg'));
  const url = server.url('calls');
  const all = (folder) =>
    readdirSync(folder, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? all(join(folder, entry.name)) : entry.isFile() ? [readFileSync(join(folder, entry.name))] : []));
  return {
    url,
    stop: () => server.stop(),
    // Tables and indexes as they lie on the disk, and what a dump says. The write-ahead log is
    // recycled by PostgreSQL itself, later.
    bytes: () => {
      server.run('psql', url, '-c', 'CHECKPOINT');
      return Buffer.concat([...all(join(server.data, 'base')), Buffer.from(server.run('pg_dump', url))]);
    },
  };
}

// --- the language server, as an editor talks to it ---

class Editor {
  constructor(program, env, folder) {
    this.folder = folder;
    this.child = spawn(program, ['lsp'], { env: { ...process.env, ...env }, stdio: ['pipe', 'pipe', 'inherit'] });
    this.waiting = new Map();
    this.notes = [];
    this.next = 1;
    this.buffer = Buffer.alloc(0);
    this.child.stdout.on('data', (data) => this.read(data));
  }
  read(data) {
    this.buffer = Buffer.concat([this.buffer, data]);
    for (;;) {
      const end = this.buffer.indexOf('\r\n\r\n');
      if (end < 0) return;
      const length = Number(/Content-Length: (\d+)/i.exec(this.buffer.subarray(0, end).toString())[1]);
      if (this.buffer.length < end + 4 + length) return;
      const message = JSON.parse(this.buffer.subarray(end + 4, end + 4 + length).toString());
      this.buffer = this.buffer.subarray(end + 4 + length);
      if (message.method !== undefined && message.id !== undefined) this.send({ id: message.id, result: null });
      else if (message.method !== undefined) this.notes.push(message);
      else {
        const { done, fail } = this.waiting.get(message.id);
        this.waiting.delete(message.id);
        if (message.error) fail(new Error(`${message.error.code}: ${message.error.message}`));
        else done(message.result);
      }
    }
  }
  send(message) {
    const body = JSON.stringify({ jsonrpc: '2.0', ...message });
    this.child.stdin.write(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
  }
  ask(method, params) {
    const id = this.next++;
    return new Promise((done, fail) => {
      this.waiting.set(id, { done, fail });
      this.send({ id, method, params });
    });
  }
  tell(method, params) {
    this.send({ method, params });
  }
  async open() {
    const rootUri = pathToFileURL(this.folder).href;
    await this.ask('initialize', {
      processId: process.pid,
      rootUri,
      workspaceFolders: [{ uri: rootUri, name: 'specs' }],
      initializationOptions: { trusted: true },
      capabilities: { textDocument: { completion: { completionItem: { snippetSupport: false } }, diagnostic: {} }, workspace: { diagnostics: { refreshSupport: true } }, experimental: { whyspec: { callLog: true } } },
    });
    this.tell('initialized', {});
  }
  state() {
    return this.notes.filter((note) => note.method === 'whyspec/callLogState').at(-1)?.params;
  }
  async close() {
    await this.ask('shutdown', null);
    this.tell('exit', null);
    await new Promise((done) => this.child.once('exit', done));
  }
}

function offsetOf(text, position) {
  const lines = text.split('\n');
  return lines.slice(0, position.line).reduce((sum, line) => sum + line.length + 1, 0) + position.character;
}
const apply = (text, edits) =>
  [...edits]
    .sort((a, b) => offsetOf(text, b.range.start) - offsetOf(text, a.range.start))
    .reduce((all, edit) => all.slice(0, offsetOf(text, edit.range.start)) + edit.newText + all.slice(offsetOf(text, edit.range.end)), text);

// --- the path ---

const kSpec = `---
id: shift-export
title: Shift list to payroll
status: draft
---
# Shift list to payroll

## Why

Payroll is wrong two months out of five, and each mistake costs a nurse's trust.

## Customer evidence

retypes shift payroll

## Expected usage

By 2027-03-31, 40 ward managers at 3 clinics export the list once a month; errors fall from 5 to 1.
`;

// What a HubSpot workflow sends: the call, its transcript, who took part.
function webhook(url) {
  const body = JSON.stringify([
    {
      id: '2101',
      properties: { hs_call_title: 'Weekly call', hs_timestamp: '2026-11-18T09:00:00Z', hs_call_duration: '1800000', hubspot_owner_id: 'alex', hs_call_status: 'COMPLETED' },
      associations: { contacts: { results: [{ id: '7' }] }, companies: { results: [{ id: '70' }] }, deals: { results: [{ id: '991' }] } },
    },
    {
      engagementId: '2101',
      transcriptUtterances: [
        { speaker: { id: 's1', name: 'Marie Sample', email: 'marie@ours.example' }, text: 'How does the list get to payroll today?', languageCode: 'en', startTimeMillis: 0, endTimeMillis: 4000 },
        { speaker: { id: 's2', name: kCustomer.name, email: kCustomer.email }, text: `Well, ${kWords}, and it takes two days.`, languageCode: 'en', startTimeMillis: 4200, endTimeMillis: 9000 },
        { speaker: { id: 's1', name: 'Marie Sample', email: 'marie@ours.example' }, text: 'And when it goes wrong?', languageCode: 'en', startTimeMillis: 9200, endTimeMillis: 11000 },
      ],
    },
    { id: '7', properties: { firstname: 'Ines', lastname: 'Moreau', email: kCustomer.email, jobtitle: 'Head of operations' } },
    { id: '70', properties: { name: kCustomer.company, domain: 'larkspur.example' } },
    { id: '991', properties: { dealname: 'Larkspur', dealstage: 'Proposal', amount: '60000', deal_currency_code: 'EUR' } },
  ]);
  const timestamp = String(Date.now());
  const signature = createHmac('sha256', kSecret).update(`POST${url}${body}${timestamp}`).digest('base64');
  return fetch(url, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', 'X-HubSpot-Signature-v3': signature, 'X-HubSpot-Request-Timestamp': timestamp },
    body,
  });
}

async function walk(kind) {
  const root = mkdtempSync(join(tmpdir(), `whyspec-${kind}-`));
  const database = kind === 'sqlite' ? sqlite(root) : await postgresql(root);
  const port = await freePort();
  const base = `http://127.0.0.1:${port}`;
  const env = { ...process.env, WHYSPEC_SERVER_HUBSPOT_SECRET: kSecret, WHYSPEC_SERVER_DB: database.url };
  const step = (what) => console.log(`${kind}: ${what}`);
  const admin = (...words) => execFileSync(option.server, words, { env, encoding: 'utf8' }).trim();

  const server = spawn(option.server, ['serve', '--listen', `127.0.0.1:${port}`, '--own-domains', 'ours.example'], { env, stdio: ['ignore', 'inherit', 'inherit'] });
  let browser;
  let editor;
  try {
    await until('the server is ready', async () => (await fetch(`${base}/v1/ready`)).ok);
    const token = Object.fromEntries(
      [['marie', 'product'], ['ed', 'engineering'], ['alex', 'sales'], ['dora', 'dpo']].map(([person, role]) => [
        role,
        admin('token', 'create', '--person', person, '--role', role, '--email', `${person}@ours.example`),
      ]),
    );
    const get = (path, role) => fetch(base + path, { headers: { Authorization: `Bearer ${token[role]}` } });

    const folder = join(root, 'workspace');
    mkdirSync(join(folder, 'specs'), { recursive: true });
    const file = join(folder, 'specs', 'shift-export.md');
    writeFileSync(file, kSpec);
    writeFileSync(join(folder, 'whyspec.json'), JSON.stringify({ callLog: { url: base, tokenEnv: 'WHYSPEC_TOKEN' } }));
    const cache = join(root, 'cache');
    editor = new Editor(option.program, { WHYSPEC_TOKEN: token.product, WHYSPEC_CACHE_DIR: cache }, folder);
    await editor.open();
    const uri = pathToFileURL(file).href;
    let text = kSpec;
    let version = 1;
    editor.tell('textDocument/didOpen', { textDocument: { uri, languageId: 'markdown', version, text } });
    await until('the editor is in step with the team', () => editor.state()?.state === 'synced');
    step('the editor follows the team’s call log');

    const since = Date.now();
    const answered = await webhook(`${base}/v1/webhooks/hubspot`);
    assert.equal(answered.status, 200, await answered.text());
    const taken = Date.now() - since;
    assert.ok(taken < 1000, `the webhook was answered after ${taken} ms`);
    const line = kSpec.split('\n').indexOf('retypes shift payroll');
    const item = await until(
      'the editor offers the excerpt',
      async () => {
        const list = await editor.ask('textDocument/completion', { textDocument: { uri }, position: { line, character: 'retypes shift payroll'.length } });
        return (list?.items ?? list ?? []).find((one) => JSON.stringify(one).includes('retypes the shift list'));
      },
      { every: 25, timeout: 5000 },
    );
    const offered = Date.now() - since;
    assert.ok(offered < 2000, `the excerpt was offered after ${offered} ms`);
    step(`the webhook was answered and its excerpt offered within 2 s`);

    const resolved = await editor.ask('completionItem/resolve', item);
    text = apply(text, [resolved.textEdit ?? { range: { start: { line, character: 0 }, end: { line, character: 21 } }, newText: resolved.insertText }, ...(resolved.additionalTextEdits ?? [])]);
    assert.match(text, /call:/);
    editor.tell('textDocument/didChange', { textDocument: { uri, version: ++version }, contentChanges: [{ text }] });
    writeFileSync(file, text);
    editor.tell('textDocument/didSave', { textDocument: { uri } });
    const findings = async () => (await editor.ask('textDocument/diagnostic', { textDocument: { uri } })).items.map((finding) => finding.code);
    const codes = await findings();
    assert.ok(!codes.some((code) => /^(quote\/(altered|not-found|reworded)|citation\/)/.test(code)), codes.join(', '));
    const call = /call:([a-z0-9._-]+)/.exec(text)[1];
    await until('the spec is published', async () => (await (await get('/v1/specs/shift-export', 'engineering')).text()).includes(call));
    step('the spec cites the call and is published');

    browser = await chromium.launch({ executablePath: option.chromium, args: ['--no-sandbox'] });
    const page = async (role, path, name) => {
      const context = await browser.newContext({ locale: 'en-GB' });
      const tab = await context.newPage();
      await tab.goto(`${base}/login#${token[role]}`);
      await tab.waitForURL((url) => !url.pathname.startsWith('/login'));
      await tab.goto(base + path);
      tab.picture = () => tab.screenshot({ path: join(option.out, `${kind}-${name}.png`), fullPage: true });
      return tab;
    };
    const engineer = await page('engineering', '/specs/shift-export', 'engineer');
    await engineer.getByText('retypes the shift list').first().waitFor();
    await engineer.picture();
    const seen = await engineer.content();
    for (const word of [kCustomer.name, 'Moreau', kCustomer.email, 'Larkspur']) assert.ok(!seen.includes(word), `the engineer sees "${word}"`);
    step('the engineer reads the excerpt, without names');

    const sales = await page('sales', '/my', 'sales');
    await sales.getByText('Shift list to payroll').first().waitFor();
    await sales.picture();
    step('the salesperson sees which spec answers');

    const cached = () => (existsSync(cache) ? readdirSync(cache, { recursive: true }).map((name) => join(cache, name)).filter((name) => statSync(name).isFile()).map((name) => readFileSync(name)) : []);
    const theirs = ['somebody', 'takes two days', 'shift list into', 'Moreau', 'moreau', 'Larkspur'];
    // What is looked for below can be found.
    assert.deepEqual(found(database.bytes(), theirs), theirs);
    assert.deepEqual(found(Buffer.concat(cached()), ['shift list into']), ['shift list into']);

    const erased = await fetch(`${base}/v1/erasures`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${token.dpo}`, 'Content-Type': 'application/json' },
      body: JSON.stringify({ person: { email: kCustomer.email }, reason: 'asked by letter' }),
    });
    assert.equal(erased.status, 200, await erased.clone().text());
    assert.deepEqual((await erased.json()).calls, [call]);
    await until('the editor says citation/gone', async () => (await findings()).includes('citation/gone'), { timeout: 5000 });
    step('the person is erased, and the editor says so');
    await engineer.reload();
    await engineer.getByText(/erased/i).first().waitFor();
    await engineer.picture();
    await engineer.goto(`${base}/calls/${call}`);
    await engineer.getByText(/erased/i).first().waitFor();
    step('the pages say so');

    const again = await webhook(`${base}/v1/webhooks/hubspot`);
    assert.equal(again.status, 200); // the vendor is told nothing
    await until('the queue is empty', async () => /^whyspec_deliveries_in_waiting 0$/m.test(await (await get('/v1/metrics', 'dpo')).text()));
    assert.equal((await get(`/v1/calls/${call}`, 'sales')).status, 410);
    assert.equal((await (await get('/v1/calls', 'dpo')).json()).items.length, 0);
    step('the same call does not come back');

    await editor.close();
    editor = undefined;
    const everything = Buffer.concat([database.bytes(), ...cached()]);
    assert.deepEqual(found(everything, theirs), []);
    assert.equal(everything.indexOf(token.product.slice(20)), -1, 'a token is on the disk');
    step('no word of theirs is on the disk');
  } finally {
    await browser?.close();
    editor?.child.kill();
    server.kill('SIGTERM');
    const status = await new Promise((done) => (server.exitCode !== null ? done(server.exitCode) : server.once('exit', (code) => done(code))));
    await database.stop();
    rmSync(root, { recursive: true, force: true });
    console.log(`${kind}: the server stopped with ${status}`);
  }
}

for (const kind of option.database === 'both' ? ['sqlite', 'postgresql'] : [option.database]) await walk(kind);
console.log('The whole path holds.');
