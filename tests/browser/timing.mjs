#!/usr/bin/env node
// node timing.mjs --vsix FILE --tools FOLDER --make PROGRAM [--calls 10000] [--turns 25] [--runs 3]
// How long a person waits in a workspace with many calls: activation of the extension and the first
// findings, as the extension's own log tells, with a cold cache and then with a warm one. And what was
// held up for more than 50 ms, on the page (long tasks) and in the process of the extensions: by the
// editor without our extension, then with it.
// --make is build/bench/bin/make_calls.
import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { Editor, packed, startBrowser, startEditor, until } from './driver.mjs';

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
const probe = join(root, 'probe.vsix');
cpSync(join(here, '../../editor-extension/sample-workspace'), workspace, { recursive: true });
execFileSync(resolve(options.make), [join(workspace, 'calls', 'many'), options.calls, options.turns]);

/** The newest log of the extension below `folder`. */
function logBelow(folder) {
  const logs = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('whyspec.whyspec/Whyspec.log'));
  return logs.length === 0 ? '' : readFileSync(join(folder, logs.sort().at(-1)), 'utf8');
}
const kWanted = [/activated in (\d+) ms/, /first findings after (\d+) ms/];

/** What a page was held up by, in milliseconds. */
async function watchPage(context) {
  await context.addInitScript(() => {
    window.whyspecLong = [];
    new PerformanceObserver((list) => window.whyspecLong.push(...list.getEntries().map((entry) => Math.round(entry.duration)))).observe({ type: 'longtask', buffered: true });
  });
}
const told = (long) => `${long.length} over 50 ms, ${long.reduce((sum, each) => sum + each, 0)} ms in all, longest ${Math.max(0, ...long)} ms`;

/** Opens a spec; `ours` false: without the extension. */
async function open(name, ours, profile) {
  const own = join(root, ours ? 'with' : 'without');
  const vsix = ours ? [resolve(options.vsix), probe] : [probe];
  const server = await startEditor({
    codeServer: join(options.tools, 'node_modules/code-server/out/node/entry.js'),
    node: process.execPath,
    vsix: vsix[0],
    more: vsix.slice(1),
    root: own,
  });
  const browser = await startBrowser({ executable: options.chromium, profile: join(root, profile), size: { width: 1200, height: 800 } });
  try {
    await watchPage(browser);
    const editor = new Editor(browser.pages()[0] ?? (await browser.newPage()), server.url, workspace, root);
    await editor.open('specs/shift-swap.md');
    let said = '';
    if (ours) {
      await editor.squiggles().first().waitFor({ timeout: 120_000 });
      const log = await until('the log', () => {
        const text = logBelow(join(own, 'data', 'logs'));
        return kWanted.every((pattern) => pattern.test(text)) && text;
      });
      const [activated, findings] = kWanted.map((pattern) => pattern.exec(log)?.[1]);
      said = `activated in ${activated} ms, first findings after ${findings} ms; `;
      // The citations count as known only when all calls are read: a cold cache is filled first.
      await until('all calls are read', async () => (await editor.lenses().filter({ hasText: /prospect/ }).count()) > 0, { timeout: 120_000 });
      await editor.sideBar();
      await until('the calls', async () => (await editor.rows('Calls').count()) > 3, { timeout: 60_000 });
    } else {
      await editor.settled('.part.editor', 3000);
    }
    const folder = readdirSync(join(own, 'extensions')).find((each) => each.startsWith('whyspec.whyspec-test-probe'));
    const written = () => JSON.parse(readFileSync(join(own, 'extensions', folder, 'late.json'), 'utf8'));
    await until('what was held up', () => written(), { timeout: 20_000, every: 600 });
    await editor.settled('.monaco-workbench', 1500);
    const long = await editor.page.evaluate(() => window.whyspecLong);
    console.log(`${name}: ${said}page: ${told(long)}; extensions: ${told(written())}`);
  } finally {
    await browser.close();
    await server.stop();
  }
}

try {
  await packed(join(here, 'probe'), probe);
  for (let run = 0; run < Number(options.runs); run++) await open('without Whyspec', false, `plain-${run}`);
  for (let run = 0; run <= Number(options.runs); run++) await open(run === 0 ? 'cold' : 'warm', true, `chromium-${run}`);
} finally {
  rmSync(root, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
}
