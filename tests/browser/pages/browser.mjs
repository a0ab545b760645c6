// What the tests of the team server's pages share: a Chromium, the pages' server, who is signed in.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';

const here = dirname(fileURLToPath(import.meta.url));
export const web = join(here, '..', '..', '..', 'lsp-server', 'src', 'web');

/** The pages, bundled into a folder of their own, and the stand-in server that delivers them. */
export async function startPages(trouble = new Map()) {
  const folder = mkdtempSync(join(tmpdir(), 'whyspec-pages-'));
  const { bundle } = await import(join(web, 'scripts', 'build.mjs'));
  const { bundleFake } = await import(join(web, 'scripts', 'fake.mjs'));
  const built = await bundle(join(folder, 'dist'));
  const module = await bundleFake(join(folder, 'fake'));
  const { startFake } = await import(module);
  const fake = await startFake({ dist: built.out, trouble });
  return {
    ...fake,
    built,
    module,
    async stop() {
      await fake.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export async function startChromium() {
  const executablePath = process.env.WHYSPEC_CHROMIUM ?? '/usr/bin/chromium';
  return chromium.launch({
    executablePath,
    headless: true,
    chromiumSandbox: false,
    handleSIGINT: false,
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
  });
}

/** A fresh window for one person. Whatever it asks of other servers, and each dialog, is noted. */
export async function openAs(browser, url, who, { width = 1280, height = 900, scheme = 'light', locale = 'en-GB', motion = 'reduce', touch = false } = {}) {
  const context = await browser.newContext({ viewport: { width, height }, colorScheme: scheme, locale, reducedMotion: motion, hasTouch: touch, timezoneId: 'Europe/Paris', acceptDownloads: false });
  await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: url });
  context.setDefaultTimeout(15_000);
  const page = await context.newPage();
  const seen = { dialogs: [], strangers: [], errors: [] };
  page.on('dialog', (dialog) => {
    seen.dialogs.push(dialog.message());
    void dialog.dismiss();
  });
  page.on('request', (request) => {
    if (!request.url().startsWith(url) && !request.url().startsWith('data:')) seen.strangers.push(request.url());
  });
  page.on('pageerror', (error) => seen.errors.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error' && !/status of (4|5)\d\d/.test(message.text())) seen.errors.push(message.text());
  });
  if (who !== undefined) {
    await page.goto(`${url}/login#wsp_${who}`);
    await page.waitForURL((address) => !address.pathname.startsWith('/login'));
    await page.locator('.person summary').waitFor();
  }
  return { context, page, seen, open: async (path) => opened(page, url, path) };
}

/** Goes there and waits until the content stands. */
export async function opened(page, url, path) {
  await page.goto('about:blank');
  await page.goto(`${url}${path}`);
  await settled(page);
}

export async function settled(page) {
  await page.locator('[data-page-title]').first().waitFor();
  await page.waitForFunction(() => document.querySelector('.waiting') === null);
  if (await page.locator('.specs, .spec-cards').count()) await page.locator('.charts').waitFor();
}
