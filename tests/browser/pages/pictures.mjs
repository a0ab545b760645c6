// Takes a picture of every page in every size, theme and language:
//   node pages/pictures.mjs OUT [NAME-BEGINNING… | WIDTH | light | dark]…
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { openAs, settled, startChromium, startPages } from './browser.mjs';

const [out = 'pictures', ...asked] = process.argv.slice(2);
const isKind = (word) => /^(\d+|light|dark)$/.test(word);
const kinds = asked.filter(isKind);
const names = asked.filter((word) => !isKind(word));
mkdirSync(out, { recursive: true });

const tall = true;
const kPages = [
  { name: 'overview', who: 'kit', path: '/' },
  { name: 'overview-empty', who: 'nova', path: '/' },
  { name: 'call', who: 'sam', path: '/calls/northquay-2026-10-20#t=460.23,468.23', window: true },
  { name: 'call-engineer', who: 'ada', path: '/calls/northquay-2026-10-20', tall },
  { name: 'call-owner', who: 'sam', path: '/calls/northquay-2026-10-20', tall },
  { name: 'sharing', who: 'sam', path: '/calls/northquay-2026-10-20?view=sharing', tall, act: (page) => page.locator('.audit').waitFor() },
  {
    name: 'sharing-erase', who: 'sam', path: '/calls/northquay-2026-10-20?view=sharing', tall,
    async act(page) {
      await page.locator('.danger-quiet').click();
      await page.locator('.confirm .danger').click();
    },
  },
  {
    name: 'privacy', who: 'dora', path: '/privacy', tall,
    async act(page) {
      await page.locator('.privacy-form .two input').first().fill('imani@northquay.example');
      await page.locator('.privacy-form > .field input').fill('request of 20 November');
      await page.locator('.privacy-form .primary').click();
      await page.locator('.found').waitFor();
    },
  },
  { name: 'privacy-others', who: 'ada', path: '/privacy' },
  { name: 'call-embargo', who: 'kit', path: '/calls/vauclair-2026-11-12' },
  { name: 'call-gone', who: 'kit', path: '/calls/erased-call' },
  { name: 'call-notes', who: 'dora', path: '/calls/rowanfield-2026-09-30' },
  { name: 'spec', who: 'kit', path: '/specs/feat-12', tall },
  { name: 'spec-engineer', who: 'ada', path: '/specs/feat-12', tall },
  { name: 'spec-incomplete', who: 'kit', path: '/specs/feat-22', tall },
  { name: 'present-1', who: 'kit', path: '/specs/feat-12#present', window: true },
  { name: 'present-3', who: 'kit', path: '/specs/feat-12#present=3', window: true },
  { name: 'present-5', who: 'kit', path: '/specs/feat-12#present=5', window: true },
  { name: 'my', who: 'sam', path: '/my', tall },
  { name: 'my-empty', who: 'nova', path: '/my' },
  { name: 'log', who: 'sam', path: '/log', tall },
  {
    name: 'log-filled', who: 'sam', path: '/log', tall,
    async act(page) {
      await page.locator('input[type=file]').setInputFiles([
        { name: 'north-quay-october.txt', mimeType: 'text/plain', buffer: Buffer.from('Jane Roe: We type it in twice.\nSam: How long does it take?\nJane Roe: An afternoon.\nSam: Thank you.\nJane Roe: Sure.\nSam: Bye.') },
        { name: 'broken.vtt', mimeType: 'text/vtt', buffer: Buffer.from([0, 1, 2, 0]) },
      ]);
      await page.locator('.preview').waitFor();
      await page.locator('details.more summary').click();
    },
  },
  {
    name: 'log-mistakes', who: 'sam', path: '/log', tall,
    async act(page) {
      await page.locator('.save-row button').click();
      await page.locator('.field-error').first().waitFor();
    },
  },
  { name: 'search', who: 'kit', path: '/search' },
  { name: 'search-results', who: 'kit', path: '/search?q=night+shifts', tall },
  { name: 'search-none', who: 'kit', path: '/search?q=teleportation' },
  { name: 'login', path: '/login' },
  { name: 'login-refused', path: '/login#wsp_wrong' },
  { name: 'signed-out', path: '/my' },
  { name: 'not-found', who: 'kit', path: '/nowhere' },
  { name: 'trouble', who: 'kit', path: '/specs/feat-16', fail: '/v1/specs/feat-16' },
  { name: 'hostile-call', who: 'sam', path: '/calls/hostile-call', tall },
  { name: 'hostile-spec', who: 'fred', path: '/specs/hostile-spec', tall },
  {
    name: 'menu', who: 'ada', path: '/', window: true,
    act: (page) => page.locator('.person summary').click(),
  },
];

const trouble = new Map();
const pages = await startPages(trouble);
const browser = await startChromium();
const kKinds = [
  { width: 1280, height: 860, scheme: 'light', locale: 'en-GB' },
  { width: 1280, height: 860, scheme: 'dark', locale: 'fr-FR' },
  { width: 768, height: 1000, scheme: 'dark', locale: 'en-GB' },
  { width: 768, height: 1000, scheme: 'light', locale: 'fr-FR' },
  { width: 360, height: 740, scheme: 'light', locale: 'en-GB' },
  { width: 360, height: 740, scheme: 'dark', locale: 'fr-FR' },
];
try {
  for (const kind of kKinds) {
    const windows = new Map();
    for (const one of kPages) {
      if (names.length > 0 && !names.some((name) => one.name.startsWith(name))) continue;
      if (!kinds.every((word) => word === String(kind.width) || word === kind.scheme)) continue;
      if (!windows.has(one.who)) windows.set(one.who, await openAs(browser, pages.url, one.who, kind));
      const { page, seen } = windows.get(one.who);
      if (one.fail) trouble.set(one.fail, { status: 500, times: 2 });
      await page.goto('about:blank');
      await page.goto(`${pages.url}${one.path}`);
      await settled(page);
      await one.act?.(page);
      await page.evaluate(() => document.fonts.ready);
      await page.screenshot({ path: join(out, `${one.name}-${kind.width}-${kind.scheme}-${kind.locale.slice(0, 2)}.png`), fullPage: !one.window, animations: 'disabled' });
      if (seen.errors.length > 0) console.log(one.name, kind.width, seen.errors.splice(0));
      trouble.clear();
    }
    for (const { context } of windows.values()) await context.close();
  }
} finally {
  await browser.close();
  await pages.stop();
}
