#!/usr/bin/env node
// node timing.mjs --vsix FILE --tools FOLDER --make PROGRAM [--calls 10000] [--turns 25] [--runs 3]
// How long a person waits in a workspace with many calls: activation of the extension and the first
// findings, as the extension's own log tells, with a cold cache and then with a warm one.
// --make is build/bench/bin/make_calls.
import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { Editor, startBrowser, startEditor, until } from './driver.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const { values: options } = parseArgs({
  options: {
    vsix: { type: 'string' },
    tools: { type: 'string' },
    make: { type: 'string' },
    calls: { type: 'string', default: '10000' },
    turns: { type: 'string', default: '25' },
    runs: { type: 'string', default: '3' },
    chromium: { type: 'string', default: process.env.CHROMIUM ?? '/usr/bin/chromium' },
  },
});
const root = mkdtempSync(join(tmpdir().length < 50 ? tmpdir() : '/tmp', 'whyspec-timing-'));
const workspace = join(root, 'alderwick');
cpSync(join(here, '../../editor-extension/sample-workspace'), workspace, { recursive: true });
execFileSync(resolve(options.make), [join(workspace, 'calls', 'many'), options.calls, options.turns]);

/** The newest log of the extension below `folder`. */
function logBelow(folder) {
  const logs = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('whyspec.whyspec/Whyspec.log'));
  return logs.length === 0 ? '' : readFileSync(join(folder, logs.sort().at(-1)), 'utf8');
}
const kWanted = [/activated in (\d+) ms/, /first findings after (\d+) ms/];

try {
  for (let run = 0; run <= Number(options.runs); run++) {
    const server = await startEditor({
      codeServer: join(options.tools, 'node_modules/code-server/out/node/entry.js'),
      node: process.execPath,
      vsix: resolve(options.vsix),
      root,
    });
    const browser = await startBrowser({ executable: options.chromium, profile: join(root, `chromium-${run}`), size: { width: 1200, height: 800 } });
    try {
      const editor = new Editor(browser.pages()[0] ?? (await browser.newPage()), server.url, workspace, root);
      await editor.open('specs/shift-swap.md');
      await editor.squiggles().first().waitFor({ timeout: 120_000 });
      const log = await until('the log', () => {
        const text = logBelow(join(root, 'data', 'logs'));
        return kWanted.every((pattern) => pattern.test(text)) && text;
      });
      const [activated, findings] = kWanted.map((pattern) => pattern.exec(log)?.[1]);
      // The citations count as known only when all calls are read: a cold cache is filled first.
      await until('all calls are read', async () => (await editor.lenses().filter({ hasText: /prospect/ }).count()) > 0, { timeout: 120_000 });
      console.log(`${run === 0 ? 'cold' : 'warm'}: activated in ${activated} ms, first findings after ${findings} ms`);
    } finally {
      await browser.close();
      await server.stop();
    }
  }
} finally {
  rmSync(root, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
}
