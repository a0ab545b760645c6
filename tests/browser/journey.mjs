#!/usr/bin/env node
// node journey.mjs --vsix FILE --tools FOLDER --out FOLDER [--server PROGRAM] [--keep] [--only STEPS] [--pictures]
// Installs the extension into a real VS Code and does what a product manager, an engineer and a
// salesperson do. Each step asserts what is on screen and keeps a picture of it in --out.
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { Editor, kRows, startBrowser, startEditor, until } from './driver.mjs';
import { configSteps, markSteps, sampleSteps, walkthroughSteps } from './steps_help.mjs';
import { programSteps, strangersSteps } from './steps_trouble.mjs';
import { wordSteps } from './steps_words.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const { values: options } = parseArgs({
  options: {
    vsix: { type: 'string' },
    tools: { type: 'string' },
    out: { type: 'string' },
    server: { type: 'string' },
    only: { type: 'string' }, // steps by a regular expression, while writing them
    chromium: { type: 'string', default: process.env.CHROMIUM ?? '/usr/bin/chromium' },
    keep: { type: 'boolean', default: false },
    pictures: { type: 'boolean', default: false }, // renew those of the walkthrough and of the documentation
  },
});
for (const name of ['vsix', 'tools', 'out']) {
  if (options[name] === undefined) {
    console.error(`--${name} is missing`);
    process.exit(2);
  }
}

const out = resolve(options.out);
rmSync(out, { recursive: true, force: true });
mkdirSync(out, { recursive: true });
// Chromium's socket lies below TMPDIR and has no room for a long one.
const root = mkdtempSync(join(tmpdir().length < 50 ? tmpdir() : '/tmp', 'whyspec-browser-'));
const workspace = join(root, 'alderwick');
cpSync(join(here, '../../editor-extension/sample-workspace'), workspace, { recursive: true });
// A call that was made to break things is no sight for the documentation.
cpSync(join(here, 'workspace'), workspace, { recursive: true, filter: (path) => !options.pictures || !/thornbury|untrusted|elsewhere/.test(path.slice(here.length)) });

const kEditor = { codeServer: join(options.tools, 'node_modules/code-server/out/node/entry.js'), node: process.execPath };
const kLight = 'Default Light Modern';
const kDark = 'Dark Modern';
const kContrast = 'Dark High Contrast';
const settings = { 'workbench.colorTheme': kLight };
const machine = options.server === undefined ? {} : { 'whyspec.server.path': resolve(options.server) };

let server;
let browser;
let page;
let editor;
let number = 0;
let failed = 0;
const started = Date.now();
const report = [];

function must(condition, message) {
  if (!condition) throw new Error(message);
}

async function step(name, run) {
  if (options.only !== undefined && number > 0 && !new RegExp(options.only, 'i').test(name)) return;
  const begun = Date.now();
  const id = `${String(++number).padStart(2, '0')}-${name.replace(/[^a-z0-9]+/gi, '-').toLowerCase()}`;
  let problem;
  try {
    await run(id);
  } catch (error) {
    problem = error.message.split('\n').slice(0, 5).join('\n').slice(0, 1200);
    failed++;
    await editor?.shot(`${id}-FAILED`).catch(() => undefined);
    await editor?.closeAll().catch(() => undefined);
  }
  const milliseconds = Date.now() - begun;
  report.push({ id, milliseconds, ...(problem === undefined ? {} : { problem }) });
  console.log(`${problem === undefined ? 'ok  ' : 'FAIL'} ${id} ${milliseconds} ms${problem === undefined ? '' : `\n     ${problem}`}`);
}

async function close() {
  await browser?.close().catch(() => undefined);
  await server?.stop();
  const logs = join(root, 'data', 'logs');
  if (existsSync(logs)) cpSync(logs, join(out, 'logs'), { recursive: true });
  if (options.keep) console.log(`kept ${root}`);
  else rmSync(root, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
}
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.once(signal, async () => {
    await close();
    process.exit(130);
  });
}

/** Another editor and browser, in place of those that have ended. */
async function window({ name, folder, trusted, machineSettings = {}, extra = {} }) {
  const own = join(root, name);
  server = await startEditor({ ...kEditor, vsix: resolve(options.vsix), root: own, trusted, settings: { ...settings, ...extra }, machine: machineSettings });
  browser = await startBrowser({ executable: options.chromium, profile: join(own, 'chromium'), size: { width: 1360, height: 850 } });
  page = browser.pages()[0] ?? (await browser.newPage());
  editor = new Editor(page, server.url, folder, out);
}

async function endWindow() {
  const logs = server === undefined ? undefined : join(server.folder.data, 'logs');
  await browser?.close().catch(() => undefined);
  await server?.stop();
  if (logs !== undefined && existsSync(logs)) cpSync(logs, join(out, 'logs', String(number)), { recursive: true });
}

/** What the steps of the other files use. */
const t = {
  step,
  must,
  window,
  endWindow,
  findCalls,
  root,
  workspace,
  get page() { return page; },
  get editor() { return editor; },
  // The program inside the extension that is installed.
  get program() {
    const folder = join(root, 'extensions');
    const name = readdirSync(folder).find((each) => each.startsWith('whyspec.whyspec-'));
    return options.server === undefined ? join(folder, name, 'server', 'whyspec') : resolve(options.server);
  },
};

/** A part of the screen, for the walkthrough or the documentation. */
async function picture(file, clip) {
  if (!options.pictures) return;
  await page.screenshot({ path: join(here, '../..', file), animations: 'disabled', ...(clip === undefined ? {} : { clip }) });
}

/** Searches the Calls view; the log may still be taking a file in, so it is asked again. */
async function findCalls(words, wanted) {
  await until(`calls that say ${wanted}`, async () => {
    await editor.command('Whyspec: Search the Calls…');
    await page.locator('.quick-input-widget:visible input').first().fill(words);
    await page.keyboard.press('Enter');
    return until('them', async () => (await editor.rows('Calls').allInnerTexts()).some((row) => wanted.test(row)), { timeout: 3000 });
  });
}

/** Answers the dialog for files, until `done`. It reads folders while one types, and may write over that. */
async function chooseFile(file, done) {
  const box = page.locator('.quick-input-widget:visible input').first();
  await until('the dialog for files', async () => /alderwick/.test(await box.inputValue()));
  const path = join(workspace, file);
  await until(`${file} is chosen`, async () => {
    if (await done()) return true;
    if (!(await box.isVisible())) return false;
    await box.fill(path);
    await editor.settled('.quick-input-widget', 500);
    if ((await box.inputValue()) !== path) return false;
    await page.keyboard.press('Enter');
    return until('its effect', done, { timeout: 4000 });
  });
}

/** Changes the colours of the running editor. */
async function theme(name, kind) {
  await editor.pick(() => page.keyboard.press('F1'), '>Preferences: Color Theme', 'Preferences: Color Theme').catch(() => undefined);
  await page.locator('.quick-input-widget:visible input').first().fill(name);
  await editor.choose(name);
  await page.locator(`.monaco-workbench.${kind}`).waitFor();
}

const kBad = 'specs/hand-over.md';
const kGood = 'specs/monthly-export.md';

try {
  await step('install and open a spec', async (id) => {
    server = await startEditor({
      ...kEditor,
      vsix: resolve(options.vsix),
      root,
      settings,
      machine,
    });
    browser = await startBrowser({ executable: options.chromium, profile: join(root, 'chromium'), size: { width: 1360, height: 850 }, scale: options.pictures ? 2 : 1 });
    page = browser.pages()[0] ?? (await browser.newPage());
    editor = new Editor(page, server.url, workspace, out);
    await editor.open(kBad);
    await editor.squiggles('error').first().waitFor({ timeout: 40_000 });
    await editor.settled('.part.editor');
    await editor.shot(id);
  });

  await step('the Problems panel says what is missing', async (id) => {
    const rows = await editor.problems('hand-over');
    must(rows.some((row) => /missing-why/.test(row)), `rows: ${rows.join(' | ')}`);
    must(rows.some((row) => row.includes('norhtquay-2026-10-20')), `rows: ${rows.join(' | ')}`);
    await editor.shot(id);
    await editor.problems();
    await editor.hidePanel();
  });

  await markSteps(t);

  await step('a hover explains a finding', async (id) => {
    const { line, column } = editor.placeOf(kBad, 'norhtquay');
    await editor.hover(line, column + 2, /norhtquay-2026-10-20/);
    await editor.shot(id);
    await picture('editor-extension/walkthrough/squiggle.png', { x: 352, y: 230, width: 1000, height: 330 });
  });

  await step('a hover shows what was said', async (id) => {
    const { line, column } = editor.placeOf(kBad, 'northquay-2026-10-20');
    await editor.hover(line, column + 3, /three evenings copying shifts/);
    await editor.shot(id);
  });

  await step('a quick fix mends the heading', async (id) => {
    const { line } = editor.placeOf(kBad, '## Wy');
    const fixes = await editor.quickFixes(line, 4);
    const title = fixes.find((fix) => /Why/.test(fix));
    must(title !== undefined, `fixes: ${fixes.join(' | ')}`);
    await editor.shot(`${id}-menu`);
    await editor.applyFix(title);
    await editor.save(kBad, (text) => text.includes('\n## Why\n'));
    await editor.settled('.part.editor', 700);
    await editor.shot(id);
  });

  await step('the lens counts who stands behind the evidence', async (id) => {
    const lens = editor.lenses().filter({ hasText: /prospect|customer/ }).first();
    await editor.goTo(editor.placeOf(kBad, '## Customer evidence').line);
    await lens.waitFor();
    await editor.clickUntil(lens, async () => (await page.locator('.peekview-widget, .reference-zone-widget').count()) > 0);
    await editor.settled('.part.editor', 500);
    await editor.shot(id);
    await editor.escape();
  });

  await step('three words become a citation', async (id) => {
    const { line } = editor.placeOf(kBad, 'Everyone re-keys');
    await editor.goTo(line, 1);
    await page.keyboard.press('End');
    await page.keyboard.press('End'); // of the line, not of the row it is wrapped to
    await page.keyboard.press('Enter');
    await page.keyboard.press('Enter');
    await page.keyboard.type('Shifts get lost on the way [eleven night shifts', { delay: 25 });
    const rows = await editor.suggestions(/eleven night shifts/);
    await editor.settled('.suggest-widget.visible');
    await editor.shot(`${id}-offered`);
    await rows.filter({ hasText: /eleven night shifts/ }).first().click();
    await editor.save(kBad, (text) => /on the way .*\]\(call:northquay-2026-10-20#t=/.test(text));
    await editor.settled('.part.editor', 500);
    await editor.shot(id);
  });

  await step('the Evidence side bar', async (id) => {
    await editor.closeAll();
    await editor.openFile(kGood);
    await editor.sideBar();
    const rows = editor.rows('Evidence');
    await until('sections, claims and calls', async () => {
      const texts = (await rows.allInnerTexts()).join('\n');
      return /Sections/.test(texts) && /Calls cited/.test(texts) && /Why/.test(texts);
    });
    await editor.status(/prospects?/).first().waitFor();
    await editor.settled();
    await editor.shot(id);
    await picture('editor-extension/walkthrough/open.png', { x: 0, y: 0, width: 1000, height: 640 });
  });

  await step('who else said this', async (id) => {
    const { line, column } = editor.placeOf(kGood, 'Shift planners in clinics');
    await editor.goTo(line, column + 20);
    const rows = editor.rows('Who Else Said This');
    await until('excerpts that fit the sentence', async () => (await rows.count()) > 0);
    await editor.settled();
    await editor.shot(id);
  });

  await step('what speaks against a spec is said', async (id) => {
    await editor.openFile('specs/self-drafting-rota.md');
    const against = editor.rows('Evidence').filter({ hasText: 'The same call also says the opposite' });
    const tree = page.locator('.sidebar .pane').first().locator('.monaco-list');
    // At its end, below what fits; the list holds only rows that are on screen.
    const show = () =>
      until('the excerpt that contradicts', async () => {
        if (await against.first().isVisible()) return true;
        await tree.focus();
        await page.keyboard.press('End');
        return against.first().isVisible();
      }, { every: 400 });
    await show();
    must((await editor.rows('Evidence').filter({ hasText: 'Speaks against it' }).count()) === 1, 'its heading');
    await editor.escape();
    await editor.shot(id);
    await until('the claim', async () => {
      await show(); // the tree is drawn anew when findings come
      await against.first().click({ timeout: 1000 });
      return /Ln 2[1-3],/.test(await page.locator('#status\\.editor\\.selection').innerText());
    }, { every: 300 });
    await editor.closeAll();
    await editor.openFile(kGood);
  });

  await step('a call opens in the reader at the cited turn', async (id) => {
    await editor.openFile(kGood);
    const { line, column } = editor.placeOf(kGood, 'call:tilleuls-2026-09-15#t=310');
    await editor.goTo(line, column + 3);
    await editor.command('Whyspec: Read the Cited Call');
    const reader = await editor.webview('li.turn.cited');
    await reader.locator('li.turn.cited').first().waitFor();
    must(/tout recopié à la main/.test(await reader.locator('li.turn.cited').first().innerText()), 'the cited turn is marked');
    must(await reader.locator('li.turn.cited').first().isVisible(), 'the cited turn is in sight');
    must((await reader.locator('.specs button.spec').count()) > 0, 'the specs that cite the call are named');
    await editor.settled();
    await editor.shot(id);
    await picture('lsp-server/docs/images/editor.png');
  });

  await step('the reader is there again after the window was loaded anew', async (id) => {
    // Without a file to open in the address, what was open is.
    await page.evaluate((folder) => {
      history.replaceState(null, '', `/?folder=${encodeURIComponent(folder)}`);
      window.whyspecBefore = true;
    }, workspace);
    await page.bringToFront();
    await editor.command('Developer: Reload Window');
    await until('another page', () => page.evaluate(() => window.whyspecBefore === undefined), { timeout: 60_000 });
    await page.locator('.monaco-workbench .part.statusbar').waitFor({ timeout: 60_000 });
    const reader = await editor.webview('li.turn.cited', 60_000);
    await editor.sideBar();
    must(/tout recopié à la main/.test(await reader.locator('li.turn.cited').first().innerText()), 'the cited turn is marked');
    await editor.settled();
    await editor.shot(id);
  });

  await step('the reader is used with the keyboard', async (id) => {
    const reader = await editor.webview('li.turn.cited');
    await reader.locator('li.turn.cited').first().focus();
    const first = await reader.locator('li.turn:focus').getAttribute('data-turn');
    await page.keyboard.press('ArrowDown');
    const second = await reader.locator('li.turn:focus').getAttribute('data-turn');
    must(Number(second) === Number(first) + 1, `from turn ${first} to ${second}`);
    await page.keyboard.press('c');
    await reader.locator('li.turn:focus .copy.done').waitFor();
    await editor.shot(id);
    const copied = await until('a citation on the clipboard', () => page.evaluate(() => navigator.clipboard.readText()));
    must(/\]\(call:tilleuls-2026-09-15#t=/.test(copied), `copied: ${copied}`);
    await page.keyboard.press('Enter');
    await until('the file of the call', () => editor.isShowing('calls/tilleuls-2026-09-15.md'));
  });

  await step('the preview shows cards and badges', async (id) => {
    await editor.closeAll();
    await editor.openFile(kGood);
    await editor.command('Markdown: Open Preview');
    // The page may be put in place anew while it is looked at.
    await until('a card that names who spoke, and the badges of three sections', async () => {
      const preview = await editor.webview('.whyspec-card');
      const cards = (await preview.locator('.whyspec-card').allInnerTexts()).join('\n');
      return (await preview.locator('.whyspec-badge').count()) >= 3 && /Tilleuls|Planner/.test(cards);
    }, { timeout: 40_000 });
    await editor.settled();
    await editor.shot(id);
  });

  await step('a citation in the preview leads to the words in the file', async (id) => {
    await until('the file of the call', async () => {
      if (await editor.isShowing('calls/bellerive-2026-10-02.vtt')) return true;
      const preview = await editor.webview('.whyspec-card', 5000);
      const link = preview.locator('a.whyspec-citation[data-href*="bellerive-2026-10-02.vtt#L"]').first();
      await link.click({ timeout: 5000 }); // its line is known a moment after the card
      return until('it', () => editor.isShowing('calls/bellerive-2026-10-02.vtt'), { timeout: 3000 });
    });
    await until('the cursor at the turn', async () => !/Ln 1,/.test(await page.locator('#status\\.editor\\.selection').innerText()));
    await editor.shot(id);
  });

  await step('the brief shows the spec on one page', async (id) => {
    await editor.closeAll();
    await editor.openFile(kGood);
    await editor.command('Whyspec: Show the Brief');
    const brief = await editor.webview('.part.why');
    for (const part of ['.part.why', '.part.evidence', '.part.usage']) await brief.locator(part).first().waitFor();
    must((await brief.locator('.voice').count()) >= 2, 'customers speak');
    await editor.settled();
    await editor.shot(id);
    await picture('editor-extension/walkthrough/brief.png', { x: 352, y: 36, width: 1000, height: 640 });
    await brief.locator('button', { hasText: 'A+' }).click();
    must((await brief.locator('body').getAttribute('data-size')) === '2', 'the text grows');
    await editor.shot(`${id}-larger`);
  });

  await step('the report shows the health of all specs', async (id) => {
    await editor.closeAll();
    await editor.command('Whyspec: Open the Evidence Report');
    const shown = await editor.webview('table, .spec, h1');
    await until('the specs by name', async () => /Monthly export for shift planners/.test(await shown.locator('body').innerText()));
    await page.locator('.notification-list-item', { hasText: 'Reading all specs' }).waitFor({ state: 'detached' });
    await editor.settled();
    await editor.shot(id);
  });

  await step('evidence is inserted for the selection', async (id) => {
    await editor.closeAll();
    await editor.openFile('specs/shift-swap.md');
    const { line } = editor.placeOf('specs/shift-swap.md', 'Our customers want to swap');
    await editor.goTo(line, 5);
    await editor.command('Whyspec: Insert Evidence…');
    await page.locator(kRows).first().waitFor();
    await page.locator('.quick-input-widget:visible input').first().fill('evenings copying shifts');
    // The list for the sentence is there at first: what is typed asks anew.
    await until('excerpts for the words', async () => /three evenings copying/.test(await page.locator(kRows).first().innerText()));
    await editor.shot(id);
    await picture('editor-extension/walkthrough/quote.png', { x: 352, y: 0, width: 1000, height: 420 });
    await page.keyboard.press('Enter');
    await editor.save('specs/shift-swap.md', (text) => /without a phone call\.\n\n> .*\n>\n> — \[.*\]\(call:/.test(text));
    await editor.settled('.part.editor', 500);
    await editor.shot(`${id}-inserted`);
  });

  await step('the calls by account, with a search', async (id) => {
    await editor.sideBar();
    const rows = editor.rows('Calls');
    await until('calls', async () => (await rows.allInnerTexts()).some((row) => /Tilleuls/.test(row)));
    await findCalls('bellerive', /Bellerive/);
    await until('only calls that fit', async () => {
      const texts = await rows.allInnerTexts();
      return texts.some((row) => /Bellerive/.test(row)) && !texts.some((row) => /Tilleuls/.test(row));
    });
    await editor.shot(id);
    await editor.command('Whyspec: Show All Calls');
    await until('all calls again', async () => (await rows.allInnerTexts()).some((row) => /Tilleuls/.test(row)));
  });

  await step('a call is logged from the clipboard', async (id) => {
    await page.evaluate(() => navigator.clipboard.writeText('Wilma Hartgrove: We print the rota and cross things out by hand.\nSam Placeholder: How often?\nWilma Hartgrove: Every single morning, at six.'));
    await editor.command('Whyspec: Log a Call…');
    await editor.answer('Which company', { type: 'Fernhollow Surgery', before: async () => {
      await editor.shot(id);
      await picture('editor-extension/walkthrough/log.png', { x: 352, y: 0, width: 1000, height: 420 });
    } });
    await editor.answer('What are they to you', { choose: 'prospect' });
    await editor.answer('On which day', { type: '18/11/2026' });
    await editor.answer('What kind of call', { choose: 'interview' });
    await editor.answer('Who was there', { type: 'Wilma Hartgrove, practice manager' });
    await editor.answer('Where is what was said', { choose: 'Paste what I have copied' });
    await editor.showing('fernhollow-surgery-2026-11-18.md');
    const text = readFileSync(join(workspace, 'calls/fernhollow-surgery-2026-11-18.md'), 'utf8');
    must(/account: "Fernhollow Surgery"/.test(text) && /\n\nSam Placeholder: How often\?\n\n/.test(text), text);
    await editor.settled();
    await editor.shot(`${id}-written`);
    await until('the call in the list', async () => (await editor.rows('Calls').allInnerTexts()).some((row) => /Fernhollow/.test(row)));
  });

  await step('a call is logged from a file of subtitles', async (id) => {
    await editor.closeAll();
    await editor.command('Whyspec: Log a Call…');
    await editor.answer('Which company', { type: 'Quennell Wards' });
    await editor.answer('What are they to you', { choose: 'customer' });
    await editor.answer('On which day', { type: '2026-11-19' });
    await editor.answer('What kind of call', { choose: 'check-in' });
    await editor.answer('Who was there', { type: 'Perpetua Quill (ward clerk)' });
    await editor.answer('Where is what was said', { choose: 'Choose a transcript file' });
    await chooseFile('exports/quennell-visit.srt', () => editor.isShowing('quennell-wards-2026-11-19.srt'));
    must(/account: "Quennell Wards"/.test(readFileSync(join(workspace, 'calls/quennell-wards-2026-11-19.call.yaml'), 'utf8')), 'its side-car is written');
    await findCalls('quennell', /Quennell Wards/);
    await editor.settled('.part.editor', 400);
    await editor.shot(id);
    await editor.command('Whyspec: Show All Calls');
  });

  await step('the export of a recorder is imported', async (id) => {
    await editor.closeAll();
    await editor.command('Whyspec: Import Calls…');
    const notice = page.locator('.notification-list-item', { hasText: 'Calls imported: 1' });
    await chooseFile('exports/loomwright-2026-11-10.csv', () => notice.isVisible());
    await page.locator('.notification-list-item', { hasText: 'Importing calls' }).waitFor({ state: 'detached' });
    await editor.shot(id);
    must(readdirSync(join(workspace, 'calls')).some((name) => name.startsWith('loomwright-2026-11-10')), 'the call is in the folder');
    await editor.command('Notifications: Clear All Notifications');
  });

  await step('a spec is begun from a profile', async (id) => {
    await editor.closeAll();
    await editor.command('Whyspec: New Spec…');
    await editor.answer('What is it called', { type: 'One list for masks' });
    await editor.answer('Which shape', { choose: 'Shape Up' });
    await editor.answer('In which language', { choose: 'English' });
    await editor.showing('one-list-for-masks.md');
    await editor.settled('.part.editor', 700);
    await editor.shot(id);
    must(/^# /m.test(readFileSync(join(workspace, 'specs/one-list-for-masks.md'), 'utf8')), 'the template is written');
  });

  await step('a citation is copied from the file of a call', async () => {
    await editor.closeAll();
    await editor.openFile('calls/tilleuls-2026-09-15.md');
    const { line } = editor.placeOf('calls/tilleuls-2026-09-15.md', 'On ressaisit tout deux fois');
    await editor.goTo(line, 4);
    await page.locator('.editor-actions a[aria-label*="Read This Call"]').first().waitFor(); // the menus know it is a call
    await until('a citation on the clipboard', async () => {
      await editor.command('Whyspec: Copy Citation');
      return until('it', async () => /\(call:tilleuls-2026-09-15#t=350/.test(await page.evaluate(() => navigator.clipboard.readText())), { timeout: 2500 });
    });
  });

  await configSteps(t);

  await step('the doctor says what is set up', async (id) => {
    await editor.command('Whyspec: Check My Set-up (Doctor)');
    // The panel keeps what was typed into its box for another of its views.
    const filter = page.locator('.part.panel input[placeholder^="Filter"]:visible');
    await until('its words', async () => {
      if ((await filter.count()) === 1 && (await filter.inputValue()) !== '') await filter.fill('');
      return /Rules/.test(await page.locator('.part.panel .view-lines').innerText());
    });
    await editor.settled('.part.panel', 400);
    await editor.shot(id);
    await editor.hidePanel();
  });

  await step('go to definition leads to the words in the file', async (id) => {
    await editor.closeAll();
    await editor.openFile(kGood);
    const { line, column } = editor.placeOf(kGood, 'call:tilleuls-2026-09-15#t=310');
    await editor.goTo(line, column + 3);
    await until('the file of the call', async () => {
      await page.keyboard.press('F12');
      return until('it', () => editor.isShowing('calls/tilleuls-2026-09-15.md'), { timeout: 3000 });
    });
    await until('the cursor at the turn', async () => /Ln 2[0-9]|Ln 3[0-9]/.test(await page.locator('#status\\.editor\\.selection').innerText()));
    await editor.shot(id);
  });

  await step('a call is renamed and every spec follows', async (id) => {
    await editor.closeAll();
    await editor.openFile(kGood);
    const { line, column } = editor.placeOf(kGood, 'tilleuls-2026-09-15');
    await editor.goTo(line, column + 2);
    const box = page.locator('.rename-box input');
    await until('the rename box', async () => {
      await page.keyboard.press('F2');
      await box.waitFor({ timeout: 2500 });
      return true;
    });
    await box.fill('tilleuls-first-call');
    await editor.shot(id);
    await page.keyboard.press('Enter');
    await editor.command('File: Save All Files').catch(() => editor.command('File: Save All'));
    await until('the specs follow', () =>
      readFileSync(join(workspace, kGood), 'utf8').includes('call:tilleuls-first-call#t=') &&
      readFileSync(join(workspace, 'specs/rappel-de-garde.md'), 'utf8').includes('call:tilleuls-first-call#t='));
    must(readdirSync(join(workspace, 'calls')).some((name) => name === 'tilleuls-first-call.md'), 'the file of the call follows');
    await editor.settled('.part.editor', 500);
    await editor.shot(`${id}-done`);
  });

  await wordSteps(t);

  for (const [name, kind, word] of [[kDark, 'vs-dark', 'dark'], [kContrast, 'hc-black', 'high contrast']]) {
    await step(`all of it in ${word}`, async (id) => {
      await theme(name, kind);
      await editor.closeAll();
      await editor.openFile(kGood);
      await editor.sideBar();
      await until('the side bar', async () => (await editor.rows('Evidence').count()) > 3);
      await editor.settled();
      await editor.shot(`${id}-side-bar`);
      const { line, column } = editor.placeOf(kGood, 'call:northquay');
      await editor.goTo(line, column + 3);
      await editor.command('Whyspec: Read the Cited Call');
      await (await editor.webview('li.turn.cited')).locator('li.turn.cited').waitFor();
      await editor.settled();
      await editor.shot(`${id}-reader`);
      await editor.closeAll();
      await editor.openFile(kGood);
      await editor.command('Markdown: Open Preview');
      await editor.webview('.whyspec-card');
      await editor.settled();
      await editor.shot(`${id}-preview`);
      await editor.closeAll();
      await editor.openFile(kGood);
      await editor.command('Whyspec: Show the Brief');
      await editor.webview('.voice');
      await editor.settled();
      await editor.shot(`${id}-brief`);
    });
  }

  await step('nothing complained', async () => {
    const notices = await editor.notices();
    must(notices.length === 0, `notices: ${notices.join(' | ')}`);
  });

  await theme('Light Modern', 'vs');
  await walkthroughSteps(t);
  await sampleSteps(t);
  await endWindow();

  // The same in other windows, with profiles of their own.
  await strangersSteps(t);
  await programSteps(t);
} catch (error) {
  failed++;
  console.error(error);
} finally {
  await close();
  const milliseconds = Date.now() - started;
  writeFileSync(join(out, 'results.json'), `${JSON.stringify({ milliseconds, failed, steps: report }, null, 2)}\n`);
  console.log(`${failed === 0 ? 'PASSED' : 'FAILED'} ${report.filter((each) => each.problem === undefined).length} of ${report.length} steps in ${Math.round(milliseconds / 1000)} s: ${out}`);
}
process.exit(failed === 0 ? 0 : 1);
