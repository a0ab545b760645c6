// Drives a real VS Code (code-server) in a headless Chromium, as a person would: mouse, keyboard
// and what is on screen. Waits for conditions, never for time.
import { execFile, spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';
import { chromium } from 'playwright-core';
import { freePort, pause } from '../support/waiting.mjs';

const execute = promisify(execFile);

// How much longer than usual a busy machine is waited for. A step that passes is no slower for it.
const kPatience = Number(process.env.WHYSPEC_PATIENCE ?? 2);

export async function until(what, condition, { timeout = 20_000, every = 60 } = {}) {
  // Short ones are tries of something that is done again.
  const end = Date.now() + (timeout < 10_000 ? timeout : timeout * kPatience);
  let last = '';
  for (;;) {
    try {
      const value = await condition();
      if (value) return value;
    } catch (error) {
      last = ` (${error.message.split('\n')[0]})`;
    }
    if (Date.now() > end) throw new Error(`not within ${timeout} ms: ${what}${last}`);
    await pause(every);
  }
}

// Whatever pops up by itself, moves or calls home is off.
const kQuiet = {
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
  'workbench.reduceMotion': 'on',
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.editor.enablePreview': false,
  'workbench.layoutControl.enabled': false,
  'window.restoreWindows': 'none',
  'window.commandCenter': false,
  'telemetry.telemetryLevel': 'off',
  'update.mode': 'none',
  'extensions.autoCheckUpdates': false,
  'extensions.autoUpdate': false,
  'extensions.ignoreRecommendations': true,
  'chat.disableAIFeatures': true,
  'git.enabled': false,
  'files.autoSave': 'off',
  'files.simpleDialog.enable': true,
  'editor.minimap.enabled': false,
  'editor.wordWrap': 'on',
  'editor.cursorBlinking': 'solid',
  'editor.accessibilitySupport': 'off',
  'editor.hover.delay': 100,
  'editor.lightbulb.enabled': 'on',
  'breadcrumbs.enabled': false,
  'terminal.integrated.gpuAcceleration': 'off', // rows of text that can be read
  'terminal.integrated.initialHint': false,
  'terminal.integrated.suggest.enabled': false,
  'terminal.integrated.shellIntegration.enabled': false,
};

/** Packs the extension in `folder`, one of the tests' own, into the file `out`. */
export async function packed(folder, out) {
  const packager = new URL('../../editor-extension/node_modules/@vscode/vsce/out/api.js', import.meta.url);
  const { createVSIX } = await import(packager.href);
  await createVSIX({ cwd: folder, packagePath: out, dependencies: false, allowMissingRepository: true, skipLicense: true });
  return out;
}

/** Installs the .vsix (and `more` of them) into a fresh profile below `root` and starts the editor's server. */
export async function startEditor({ codeServer, node, vsix, root, settings = {}, machine = {}, trusted = true, more = [] }) {
  const folder = Object.fromEntries(['home', 'data', 'extensions', 'logs'].map((name) => [name, join(root, name)]));
  for (const path of Object.values(folder)) mkdirSync(path, { recursive: true });
  mkdirSync(join(folder.data, 'User'), { recursive: true });
  mkdirSync(join(folder.data, 'Machine'), { recursive: true });
  writeFileSync(join(folder.data, 'User', 'settings.json'), JSON.stringify({ ...kQuiet, 'security.workspace.trust.enabled': !trusted, ...settings }));
  // What is a matter of the machine (where a program is) is read from there only.
  writeFileSync(join(folder.data, 'Machine', 'settings.json'), JSON.stringify(machine));
  const config = join(root, 'config.yaml');
  writeFileSync(config, 'auth: none\ncert: false\n');
  const inherited = Object.entries(process.env).filter(([name]) => !/^(VSCODE_|npm_|NODE_OPTIONS$|NODE_PATH$|ELECTRON_)/.test(name));
  const env = {
    ...Object.fromEntries(inherited),
    EXTENSIONS_GALLERY: '{}', // no market place is asked
    HOME: folder.home,
    XDG_CONFIG_HOME: join(folder.home, '.config'),
    XDG_DATA_HOME: join(folder.home, '.local/share'),
    XDG_CACHE_HOME: join(folder.home, '.cache'),
    XDG_RUNTIME_DIR: folder.home,
  };
  const common = [codeServer, '--config', config, '--user-data-dir', folder.data, '--extensions-dir', folder.extensions];
  await execute(node, [...common, ...[vsix, ...more].flatMap((file) => ['--install-extension', file]), '--force'], { env });
  const port = await freePort();
  const log = openSync(join(folder.logs, 'code-server.log'), 'a');
  const child = spawn(
    node,
    [...common, '--bind-addr', `127.0.0.1:${port}`, '--auth', 'none', '--disable-telemetry', '--disable-update-check',
      ...(trusted ? ['--disable-workspace-trust'] : []), '--disable-getting-started-override', '--ignore-last-opened'],
    { env, stdio: ['ignore', log, log], detached: true },
  );
  let ended = false;
  let stopped = false;
  child.once('exit', () => (ended = true));
  const url = `http://127.0.0.1:${port}`;
  await until('the editor answers', async () => {
    if (ended) throw new Error('code-server ended; see its log');
    return (await fetch(`${url}/healthz`)).ok;
  });
  return {
    url,
    folder,
    /** Ends its whole process group: the server, extension hosts, language servers. */
    async stop() {
      if (stopped) return;
      stopped = true;
      const signal = (name) => {
        try {
          process.kill(-child.pid, name);
        } catch {
          // it is gone already
        }
      };
      signal('SIGTERM');
      await Promise.race([new Promise((done) => (ended ? done() : child.once('exit', done))), pause(5000)]);
      signal('SIGKILL');
      closeSync(log);
    },
  };
}

export async function startBrowser({ executable, profile, size, scale = 1 }) {
  const home = `${profile}-home`;
  mkdirSync(home, { recursive: true });
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: executable,
    headless: true,
    chromiumSandbox: false,
    viewport: size,
    deviceScaleFactor: scale,
    locale: 'en-US',
    reducedMotion: 'reduce',
    permissions: ['clipboard-read', 'clipboard-write'],
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
    env: { ...process.env, HOME: home, XDG_CONFIG_HOME: join(home, '.config'), XDG_CACHE_HOME: join(home, '.cache') },
    args: ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
  });
  context.setDefaultTimeout(20_000 * kPatience);
  return context;
}

const kInput = '.quick-input-widget:visible';
export const kRows = `${kInput} .monaco-list-row`;

/** The workbench on screen. */
export class Editor {
  constructor(page, url, workspace, shots) {
    Object.assign(this, { page, url, workspace, shots });
  }

  async open(file) {
    const query = new URLSearchParams({ folder: this.workspace });
    if (file !== undefined) {
      const path = join(this.workspace, file).split('/').map(encodeURIComponent).join('/');
      query.set('payload', JSON.stringify([['openFile', `vscode-remote://${new URL(this.url).host}${path}`]]));
    }
    await this.page.goto(`${this.url}/?${query}`, { waitUntil: 'domcontentloaded' });
    await this.page.locator('.monaco-workbench .part.statusbar').waitFor({ timeout: 60_000 });
    if (file !== undefined) await this.showing(file);
  }

  async shot(name) {
    await this.page.screenshot({ path: join(this.shots, `${name}.png`), animations: 'disabled' });
  }

  /** Waits until the text below `selector` has stopped changing. */
  async settled(selector = '.monaco-workbench', milliseconds = 300) {
    let before;
    let since = Date.now();
    await until(`${selector} settles`, async () => {
      const now = await this.page.locator(selector).first().innerText();
      if (now !== before) [before, since] = [now, Date.now()];
      return Date.now() - since >= milliseconds;
    });
  }

  async escape() {
    for (let i = 0; i < 3; i++) await this.page.keyboard.press('Escape');
    const { width, height } = this.page.viewportSize();
    await this.page.mouse.move(width * 0.45, height - 4);
  }

  /** Opens a quick input with `keys`, types, and chooses the row that says `row` (else Enter). */
  async pick(keys, text, row) {
    const box = this.page.locator(`${kInput} input`).first();
    await until('the quick input opens', async () => {
      await keys();
      await box.waitFor({ timeout: 1500 });
      return true;
    });
    await box.fill(text);
    if (row === undefined) await this.page.keyboard.press('Enter');
    else await this.choose(row);
  }

  /** Clicks a row of the quick input that is open. */
  async choose(text) {
    const row = this.page.locator(kRows).filter({ hasText: text }).first();
    try {
      await row.waitFor({ timeout: 10_000 });
    } catch {
      const rows = await this.page.locator(kRows).allInnerTexts();
      throw new Error(`no row "${text}"; there are: ${rows.map((each) => each.replace(/\s+/g, ' ')).join(' | ')}`);
    }
    await row.click();
  }

  /** A step of a form: waits for its question, then types or chooses. */
  async answer(question, { type, choose, before }) {
    const box = this.page.locator(`${kInput} input`).first();
    await until(`the question "${question}"`, async () => {
      const prompt = await this.page.locator(`${kInput} .quick-input-message`).innerText().catch(() => '');
      return `${await box.getAttribute('placeholder')} ${prompt}`.includes(question);
    });
    await before?.();
    if (type !== undefined) await box.fill(type);
    if (choose !== undefined) await this.choose(choose);
    else await this.page.keyboard.press('Enter');
  }

  /** Runs a command by the title the palette shows. */
  command(title) {
    return this.pick(() => this.page.keyboard.press('F1'), `>${title}`, title);
  }

  async openFile(file) {
    await this.pick(() => this.page.keyboard.press('Control+p'), file, basename(file));
    await this.showing(file);
  }

  async showing(file) {
    await this.page.locator(`.tab.active[data-resource-name="${basename(file)}"]`).first().waitFor();
    await this.page.locator('.editor-group-container.active .monaco-editor .view-line').first().waitFor();
  }

  isShowing(file) {
    return this.page.locator(`.editor-group-container.active .tab.active[data-resource-name="${basename(file)}"]`).count();
  }

  async closeAll() {
    await this.escape();
    await until('all editors close', async () => {
      if ((await this.page.locator('.editor-group-container .tab').count()) === 0) return true;
      await this.page.keyboard.press('Control+k');
      await this.page.keyboard.press('Control+w');
      await pause(250);
      const leave = this.page.locator('.monaco-dialog-box').getByRole('button', { name: "Don't Save" });
      if (await leave.isVisible()) await leave.click();
      return false;
    });
  }

  async goTo(line, column = 1) {
    await this.escape();
    await this.page.keyboard.press('Control+1');
    await this.pick(() => this.page.keyboard.press('Control+g'), `:${line}:${column}`);
    await until(`the cursor is at ${line}:${column}`, async () => {
      const text = await this.page.locator('#status\\.editor\\.selection').innerText();
      return new RegExp(`Ln ${line}, Col ${column}\\b`).test(text);
    });
  }

  /** Line and column (from 1) of the first `words` in a file of the workspace. */
  placeOf(file, words) {
    const text = readFileSync(join(this.workspace, file), 'utf8');
    const at = text.indexOf(words);
    if (at < 0) throw new Error(`${file} does not say "${words}"`);
    const before = text.slice(0, at).split('\n');
    return { line: before.length, column: before.at(-1).length + 1 };
  }

  squiggles(severity) {
    return this.page.locator(severity === undefined ? '.cdr[class*="squiggly-"]' : `.squiggly-${severity}`);
  }

  /** Rows of the Problems panel; `filter` as typed into its box. */
  async problems(filter = '') {
    const rows = this.page.locator('.markers-panel .monaco-list-row');
    await until('the Problems panel shows rows', async () => {
      if ((await rows.count()) === 0) await this.page.keyboard.press('Control+Shift+M');
      await rows.first().waitFor({ timeout: 2500 });
      return true;
    });
    await this.page.locator('.part.panel input[placeholder^="Filter"]').fill(filter);
    await this.settled('.markers-panel', 400);
    return (await rows.allInnerTexts()).map((text) => text.replace(/\s+/g, ' ').trim());
  }

  async hidePanel() {
    if (await this.page.locator('.part.panel').isVisible()) await this.command('View: Toggle Panel Visibility');
    await this.page.locator('.part.panel').waitFor({ state: 'hidden' });
  }

  /** Hovers a place with the keyboard; waits until the text has `wanted` and stays. */
  async hover(line, column, wanted) {
    await this.goTo(line, column);
    const tip = this.page.locator('.monaco-hover:visible .monaco-hover-content').first();
    return until(`a hover that says ${wanted}`, async () => {
      await this.page.keyboard.press('Escape');
      await this.command('Show or Focus Hover');
      await tip.waitFor({ timeout: 2500 });
      return until('its text', async () => {
        const text = (await tip.innerText({ timeout: 500 })).trim();
        return wanted.test(text) && !/Loading\.\.\./.test(text) && text;
      }, { timeout: 4000 });
    }, { timeout: 30_000 });
  }

  async quickFixes(line, column) {
    await this.goTo(line, column);
    const rows = this.page.locator('.action-widget .monaco-list-row.action');
    await until('the quick fix menu', async () => {
      await this.page.keyboard.press('Control+.');
      try {
        await rows.first().waitFor({ timeout: 2500 });
        return true;
      } catch {
        await this.page.keyboard.press('Escape');
        return false;
      }
    });
    return (await rows.allInnerTexts()).map((text) => text.trim());
  }

  async applyFix(title) {
    await this.page.locator('.action-widget .monaco-list-row.action').filter({ hasText: title }).first().click();
    await this.page.locator('.action-widget:not(.action-list-submenu-panel)').waitFor({ state: 'hidden' });
  }

  /** Ctrl+S until the file on disk says so: an edit of the server may come after the first. */
  async save(file, holds) {
    return until(`${file} is saved as expected`, async () => {
      await this.page.keyboard.press('Control+s');
      await pause(300);
      const text = readFileSync(join(this.workspace, file), 'utf8');
      return holds(text) && text;
    });
  }

  async suggestions(wanted) {
    const rows = this.page.locator('.suggest-widget.visible .monaco-list-row');
    await until(`a suggestion ${wanted}`, async () => {
      if ((await rows.count()) === 0) await this.page.keyboard.press('Control+Space');
      await rows.filter({ hasText: wanted }).first().waitFor({ timeout: 3000 });
      return true;
    });
    return rows;
  }

  /**
   * Clicks with the bare mouse until `done` holds: Monaco draws a line anew while it is pointed
   * at, and Playwright's own click would wait for it to be still.
   */
  async clickUntil(locator, done) {
    await until('the click takes effect', async () => {
      if (await done()) return true;
      const box = await locator.first().boundingBox({ timeout: 3000 });
      await this.page.mouse.move(box.x + box.width / 2, box.y + box.height / 2, { steps: 3 });
      await this.page.mouse.down();
      await this.page.mouse.up();
      return until('its effect', done, { timeout: 2500 });
    });
  }

  lenses() {
    return this.page.locator('.codelens-decoration a');
  }

  /** The page inside the webview that holds `selector`. */
  async webview(selector, timeout = 30_000) {
    const outer = this.page.locator('iframe.webview.ready');
    return until(`a page with ${selector}`, async () => {
      for (let i = (await outer.count()) - 1; i >= 0; i--) {
        const frame = outer.nth(i).contentFrame().locator('iframe#active-frame').contentFrame();
        if ((await frame.locator(selector).count()) > 0) return frame;
      }
      return undefined;
    }, { timeout });
  }

  async sideBar() {
    const icon = this.page.locator('.activitybar .action-item a.action-label[aria-label^="Whyspec"]').first();
    const pane = this.page.locator('.sidebar .pane-header[aria-label^="Evidence"]').first();
    await until('the Whyspec side bar', async () => {
      if (await pane.isVisible()) return true;
      await icon.click();
      return pane.isVisible();
    });
    await this.escape(); // no tooltip in the picture
  }

  /** Rows of a view of the side bar, by its title. */
  rows(view) {
    return this.page.locator('.sidebar .pane').filter({ has: this.page.locator(`.pane-header[aria-label^="${view}"]`) }).locator('.monaco-list-row');
  }

  status(text) {
    return this.page.locator('.statusbar-item').filter({ hasText: text });
  }

  async notices() {
    return this.page.locator('.notification-list-item-message').allInnerTexts();
  }
}
