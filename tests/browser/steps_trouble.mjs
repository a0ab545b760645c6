// Windows in which not all is as it should be: a folder of strangers, and programs that are missing,
// broken or old.
import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { until } from './driver.mjs';

const here = dirname(fileURLToPath(import.meta.url));

/** The newest log of the extension below `folder`. */
export function logBelow(folder) {
  const logs = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('whyspec.whyspec/Whyspec.log'));
  return logs.map((name) => readFileSync(join(folder, name), 'utf8')).join('');
}

export async function strangersSteps(t) {
  const asked = []; // of the call log that the folder names
  const callLog = createServer((request, response) => {
    asked.push(request.url);
    response.end('{}');
  });
  await new Promise((done) => callLog.listen(0, '127.0.0.1', done));
  const other = join(t.root, 'untrusted');
  const folder = join(other, 'folder');
  const trace = join(other, 'was-run');

  await t.step('a folder that is not trusted runs nothing it names and asks nobody', async (id) => {
    cpSync(t.workspace, folder, { recursive: true });
    const script = join(folder, 'evil.sh');
    writeFileSync(script, `#!/bin/sh\ntouch '${trace}'\necho whyspec 9.9.9\n`, { mode: 0o755 });
    mkdirSync(join(folder, '.vscode'));
    writeFileSync(join(folder, '.vscode', 'settings.json'), JSON.stringify({ 'whyspec.server.path': script }));
    const config = join(folder, 'whyspec.json');
    const url = `http://127.0.0.1:${callLog.address().port}`;
    writeFileSync(config, readFileSync(config, 'utf8').replace('{', `{ "callLog": { "url": "${url}", "tokenEnv": "PATH" },`));
    await t.window({ name: 'untrusted', folder, trusted: false, extra: { 'security.workspace.trust.startupPrompt': 'never', 'security.workspace.trust.banner': 'never' } });
    const { editor, page } = t;
    await editor.open('specs/shift-swap.md');
    await editor.squiggles().first().waitFor({ timeout: 40_000 });
    await page.locator('.statusbar-item', { hasText: 'Restricted Mode' }).waitFor();
    await editor.sideBar();
    await page.locator('.sidebar .message', { hasText: 'Restricted Mode: a program or a team call log' }).first().waitFor();
    await until('the program to say what is off', () => /not trusted: a team's call log/.test(logBelow(join(other, 'data', 'logs'))));
    await editor.settled();
    await editor.shot(id);
    t.must(!existsSync(trace), 'the program that the folder names was run');
    t.must(asked.length === 0, `the call log was asked: ${asked.join(' ')}`);
  });

  await t.step('the window says what trust would turn on', async (id) => {
    const { editor, page } = t;
    writeFileSync(join(folder, '.vscode', 'settings.json'), '{}');
    await page.locator('.statusbar-item', { hasText: 'Restricted Mode' }).locator('a').first().click();
    const trust = page.locator('.workspace-trust-editor');
    await trust.getByRole('button', { name: /^Trust/ }).first().waitFor();
    await editor.settled('.workspace-trust-editor');
    await editor.shot(id);
    await trust.getByRole('button', { name: /^Trust/ }).first().click();
    await page.locator('.statusbar-item', { hasText: 'Restricted Mode' }).waitFor({ state: 'detached' });
    await editor.openFile('specs/shift-swap.md');
    await page.locator('.sidebar .message', { hasText: 'Restricted Mode: a program' }).first().waitFor({ state: 'hidden' });
    await until('the evidence again', async () => (await editor.rows('Evidence').count()) > 3);
  });
  await t.endWindow();
  await new Promise((done) => {
    callLog.closeAllConnections();
    callLog.close(done);
  });
}

export async function programSteps(t) {
  const own = join(t.root, 'missing');
  const settings = join(own, 'data', 'Machine', 'settings.json');
  const program = (name, text) => {
    const file = join(own, name);
    writeFileSync(file, text, { mode: 0o755 });
    return file;
  };
  const node = `exec '${process.execPath}' '${join(here, 'old_program.mjs')}'`;
  const notice = (text) => t.page.locator('.notification-list-item', { hasText: text }).first();
  const use = async (path) => {
    await t.editor.command('Notifications: Clear All Notifications').catch(() => undefined);
    writeFileSync(settings, JSON.stringify(path === undefined ? {} : { 'whyspec.server.path': path }));
  };

  await t.step('a program that is not there is explained, with a button that helps', async (id) => {
    await t.window({ name: 'missing', folder: t.workspace, trusted: true, machineSettings: { 'whyspec.server.path': '/no/such/whyspec' } });
    const { editor, page } = t;
    await editor.open('specs/shift-swap.md');
    await notice('there is no such file').waitFor({ timeout: 40_000 });
    await editor.status('Whyspec').first().waitFor();
    await editor.shot(id);
    await notice('there is no such file').getByRole('button', { name: 'Open Setting' }).click();
    await page.locator('.settings-editor .setting-item-contents', { hasText: 'Which Whyspec program to run' }).waitFor();
    await editor.shot(`${id}-setting`);
    await editor.escape();
    await editor.sideBar();
    await page.locator('.sidebar .welcome-view-content', { hasText: 'does not run' }).first().waitFor();
    await editor.shot(`${id}-side-bar`);
  });

  await t.step('so is one that is broken, is no Whyspec or is too old', async (id) => {
    for (const [name, text, said] of [
      ['broken', '#!/bin/sh\necho "cannot open shared object" >&2\nexit 127\n', 'does not run on this machine'],
      ['other', '#!/bin/sh\necho other 1.0\n', 'but it is not Whyspec'],
      ['old', `#!/bin/sh\nWHYSPEC_PRETEND=0.0.9 ${node} "$@"\n`, 'is version 0.0.9; this extension needs'],
      ['silent', `#!/bin/sh\n[ "$1" = lsp ] && exit 3\n${node} "$@"\n`, 'started and then did not answer'],
    ]) {
      await use(program(name, text));
      await notice(said).waitFor({ timeout: 30_000 });
      await t.editor.shot(`${id}-${name}`);
    }
  });

  await t.step('one that knows less says so where it cannot tell', async (id) => {
    await use(program('less', `#!/bin/sh\n${node} "$@"\n`));
    const { editor, page } = t;
    await editor.openFile('specs/shift-swap.md');
    await editor.sideBar();
    await page.locator('.sidebar .message', { hasText: 'is older than this extension and cannot tell' }).first().waitFor({ timeout: 30_000 });
    await editor.settled();
    await editor.shot(id);
    await use(undefined);
    await until('evidence from the program of the extension', async () => (await editor.rows('Evidence').count()) > 3, { timeout: 30_000 });
  });
  await t.endWindow();
}
