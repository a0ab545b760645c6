// The pages as whyspec-server delivers them, with the sample calls: every page for every role,
// no error, no stranger, nothing the content policy refuses.
//   node pages/server_test.mjs WHYSPEC-SERVER [FOLDER FOR PICTURES]
import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { opened, openAs, startChromium } from './browser.mjs';

const [program, pictures] = process.argv.slice(2);
const sample = join(import.meta.dirname, '..', '..', '..', 'editor-extension', 'sample-workspace');
const folder = mkdtempSync(join(tmpdir(), 'whyspec-server-'));
const port = await new Promise((done) => {
  const probe = createServer();
  probe.listen(0, '127.0.0.1', () => {
    const { port: free } = probe.address();
    probe.close(() => done(free));
  });
});
const url = `http://127.0.0.1:${port}`;
const env = { ...process.env, WHYSPEC_SERVER_DB: `sqlite:${join(folder, 'calls.db')}`, WHYSPEC_SERVER_LISTEN: `127.0.0.1:${port}` };
const run = (...words) => execFileSync(program, words, { env, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
try {
  run('load', sample, '--today', '2026-11-20');
} catch (error) {
  // 1: something was left out, and it said what. The sample has mistakes on purpose.
  if (error.status !== 1) throw error;
}
const kPeople = [['sales', 'sam'], ['product', 'kit'], ['engineering', 'erin'], ['founder', 'fay'], ['dpo', 'dora']];
const links = new Map(kPeople.map(([role, person]) => [role, run('login-link', '--role', role, '--person', person, '--email', `${person}@ours.example`, '--expires', '1d').trim()]));
const server = spawn(program, ['serve'], { env, stdio: 'ignore' });
let browser;
let logged;
let failed = 0;
try {
  for (let tries = 0; ; ++tries) {
    if (await fetch(`${url}/v1/health`).then((answer) => answer.ok, () => false)) break;
    if (tries > 300 || server.exitCode !== null) throw new Error('the server does not answer');
    await new Promise((done) => setTimeout(done, 100));
  }
  browser = await startChromium();
  if (pictures) mkdirSync(pictures, { recursive: true });
  for (const [role, link] of links) {
    const { page, seen, context } = await openAs(browser, url, undefined);
    const refused = [];
    await page.exposeFunction('noteRefused', (what) => refused.push(what));
    await page.addInitScript(() => document.addEventListener('securitypolicyviolation', (event) => window.noteRefused(`${event.violatedDirective} ${event.blockedURI}`)));
    const token = link.split('#')[1];
    await page.goto(`${url}/login#${token}`);
    await page.locator('.person summary').waitFor();
    assert.ok(!page.url().includes(token));
    // What there is for this role, as the API says it.
    const ids = await page.evaluate(async () => {
      const items = async (path) => (await (await fetch(path)).json()).items ?? [];
      return { calls: (await items('/v1/calls?limit=200')).map((view) => view.call.id), specs: (await items('/v1/specs?limit=200')).map((spec) => spec.id) };
    });
    console.log(`       ${role}: ${ids.calls.length} calls, ${ids.specs.length} specs`);
    assert.ok(ids.calls.length > 0, `${role} sees no call`);
    const paths = ['/', '/my', '/log', '/search', '/privacy', '/calls/northquay-2026-10-20?view=sharing', '/search?q=shifts', '/search?q=gardes', '/calls/never-was', '/nowhere', ...ids.calls.map((id) => `/calls/${id}`), ...ids.specs.map((id) => `/specs/${id}`)];
    for (const path of paths) {
      await opened(page, url, path);
      const wrong = await page.locator('.trouble').allInnerTexts();
      if (wrong.length > 0 && path !== '/calls/never-was') {
        failed += 1;
        console.log(`FAILED ${path} as ${role}: ${wrong.join(' | ').replaceAll('\n', ' ')}`);
      }
      if (pictures) await page.screenshot({ path: join(pictures, `${role}${path.replace(/[^a-z0-9]+/gi, '-')}.png`), fullPage: true });
    }
    assert.deepEqual(refused, [], `${role}: refused by the content policy`);
    assert.deepEqual({ ...seen, errors: seen.errors }, { dialogs: [], strangers: [], errors: [] });
    if (role === 'sales') {
      await opened(page, url, '/log');
      await page.getByLabel('Account').fill('North Quay Care');
      await page.locator('input[type=file]').setInputFiles([{ name: 'invented-call.txt', mimeType: 'text/plain', buffer: Buffer.from('Imani Fairweather: We type every shift in twice.\nSam Placeholder: Since when?\nImani Fairweather: Since spring.') }]);
      await page.locator('.preview').getByText('We type every shift in twice.').waitFor();
      if (pictures) await page.screenshot({ path: join(pictures, 'sales-log-preview.png'), fullPage: true });
      await page.getByRole('button', { name: 'Log the call' }).click();
      await page.getByRole('heading', { level: 1, name: 'The call is logged' }).waitFor();
      await page.getByRole('link', { name: 'Open' }).click();
      await page.locator('.turn-text', { hasText: 'We type every shift in twice.' }).waitFor();
      logged = new URL(page.url()).pathname;
      await page.getByRole('link', { name: 'Decide and share' }).click();
      await page.locator('.readers tr', { hasText: 'Product' }).getByText('with names').waitFor();
      await page.getByRole('radio', { name: /^words without names/i }).check();
      await page.getByLabel('Reason').fill('The deal is open.');
      await page.getByRole('button', { name: 'Save' }).click();
      await page.getByText('Saved.').waitFor();
      await page.locator('.readers tr', { hasText: 'Product' }).getByText('names replaced').waitFor();
      await page.locator('.audit').getByText('The deal is open.').waitFor();
      await page.getByRole('radio', { name: /^the whole transcript/i }).check();
      await page.getByLabel('Reason').fill('Signed.');
      await page.getByRole('button', { name: 'Save' }).click();
      await page.locator('.readers tr', { hasText: 'Product' }).getByText('with names').waitFor();
      await page.getByLabel('Their name here').fill('fay');
      await page.getByRole('button', { name: 'Open it' }).click();
      await page.locator('.readers tr', { hasText: 'fay' }).getByText('whole transcript').waitFor();
      if (pictures) await page.screenshot({ path: join(pictures, 'sales-sharing.png'), fullPage: true });
      // Somebody reads it while its owner takes it back, decides, and erases it.
      const other = await openAs(browser, url, undefined);
      await other.page.goto(`${url}/login#${links.get('founder').split('#')[1]}`);
      await other.page.locator('.person summary').waitFor();
      const following = other.page.waitForRequest((request) => request.url().includes('wait='));
      await opened(other.page, url, logged);
      await other.page.locator('.turn-text').first().waitFor();
      await following;
      await page.getByLabel('Keep it back').selectOption('closed');
      await page.getByLabel('Reason').fill('They asked us to wait.');
      await page.getByRole('button', { name: 'Save' }).click();
      await other.page.locator('.live-note', { hasText: 'the owner keeps it back' }).waitFor({ timeout: 5000 });
      assert.equal(await other.page.locator('.turn-text').count(), 0);
      assert.ok(!(await page.locator('.audit').innerText()).includes('fay\nreceived'), 'a page that follows is not a reader of everything');
      await page.getByRole('button', { name: /^Erase this call/ }).click();
      await page.locator('.confirm input[type=text]').fill('Logged by mistake.');
      await page.locator('.confirm input[type=checkbox]').check();
      await page.getByRole('button', { name: 'Erase the call for good' }).click();
      await page.getByRole('heading', { level: 1, name: 'The call is erased' }).waitFor();
      await other.page.getByRole('heading', { name: 'It is gone' }).waitFor({ timeout: 5000 });
      assert.deepEqual(other.seen.errors, []);
      await other.context.close();
    }
    if (role === 'dpo') {
      // A person of the sample, found by name and account, and erased.
      await opened(page, url, '/privacy');
      await page.getByLabel('Name', { exact: true }).fill('Imani Fairweather');
      await page.getByLabel('Account of that name').selectOption({ label: 'North Quay Care' });
      await page.getByLabel('Reason').fill('request of 20 November');
      await page.getByRole('button', { name: 'Look up' }).click();
      await page.locator('.found').getByRole('link', { name: 'northquay-2026-10-20' }).waitFor();
      if (pictures) await page.screenshot({ path: join(pictures, 'dpo-found.png'), fullPage: true });
      await page.locator('.found input[type=checkbox]').check();
      await page.locator('.found .danger').click();
      await page.getByRole('heading', { name: 'It is erased' }).waitFor();
      if (pictures) await page.screenshot({ path: join(pictures, 'dpo-erased.png'), fullPage: true });
      await opened(page, url, '/calls/northquay-2026-10-20');
      await page.getByRole('heading', { name: 'It is gone' }).waitFor();
      await opened(page, url, '/specs/feat-12');
      await page.locator('.card.gone').first().waitFor();
      // It does not come back: loading the sample again is refused.
      const again = await page.evaluate(async () => {
        const { csrf } = await (await fetch('/v1/me')).json();
        const answer = await fetch('/v1/calls', { method: 'POST', headers: { 'Content-Type': 'application/json', 'X-Whyspec-CSRF': csrf }, body: JSON.stringify({ account: 'northquay', participants: [{ id: 'p1', name: 'Imani Fairweather' }], transcript: { turns: [{ speaker: 'p1', text: 'Once more.' }] } }) });
        return answer.status;
      });
      assert.equal(again, 410);
    }
    await page.locator('.person summary').click();
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByRole('heading', { name: 'You are signed out' }).waitFor();
    console.log(`ok     every page as ${role} (${paths.length})`);
    await context.close();
  }
} catch (error) {
  failed += 1;
  console.log(`FAILED ${error.stack ?? error}`);
} finally {
  await browser?.close();
  const ended = new Promise((done) => (server.exitCode !== null ? done() : server.once('exit', done)));
  server.kill('SIGTERM');
  await ended;
  rmSync(folder, { recursive: true, force: true });
}
process.exitCode = failed === 0 ? 0 : 1;
