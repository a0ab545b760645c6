// What explains itself: marks on files, checks of whyspec.json, snippets, the walkthrough, the
// sample folder.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { kRows, until } from './driver.mjs';

export async function markSteps(t) {
  await t.step('a spec with errors is marked in the explorer', async (id) => {
    const { page } = t;
    const row = page.locator('.explorer-folders-view .monaco-list-row', { hasText: 'hand-over.md' }).first();
    const tip = page.locator('.monaco-hover:visible', { hasText: /gaps? to close/ });
    await until('a tooltip that says what the count means', async () => {
      const box = await row.boundingBox();
      await page.mouse.move(box.x + 40, box.y + 40);
      await page.mouse.move(box.x + 60, box.y + box.height / 2, { steps: 4 });
      await tip.first().waitFor({ timeout: 2500 });
      return true;
    });
    await t.editor.shot(id);
    await t.editor.escape();
  });
}

export async function configSteps(t) {
  await t.step('whyspec.json is checked while it is written', async (id) => {
    const { editor } = t;
    await editor.closeAll();
    await editor.openFile('elsewhere/whyspec.json');
    const { line, column } = editor.placeOf('elsewhere/whyspec.json', 'profil');
    const said = await editor.hover(line, column + 2, /profil/);
    t.must(/profile/.test(said), `hover: ${said}`);
    await editor.settled('.part.editor');
    await editor.shot(id);
    const value = editor.placeOf('elsewhere/whyspec.json', 'never');
    await editor.hover(value.line, value.column + 2, /error.*warning.*info|accepted/s);
    await editor.escape();
    const rows = await editor.problems('elsewhere');
    t.must(rows.some((row) => /profil/.test(row)), `rows: ${rows.join(' | ')}`);
    await editor.problems();
    await editor.hidePanel();
  });

  await t.step('a snippet writes a quote with its citation', async (id) => {
    const { editor, page } = t;
    await editor.closeAll();
    await editor.openFile('specs/notes.md');
    await editor.goTo(readFileSync(join(editor.workspace, 'specs/notes.md'), 'utf8').split('\n').length, 1);
    await page.keyboard.press('Control+End');
    await page.keyboard.press('Enter');
    await page.keyboard.type('whyspec-quote', { delay: 25 });
    const rows = await editor.suggestions(/whyspec-quote/);
    await editor.settled('.suggest-widget.visible');
    await editor.shot(id);
    await rows.filter({ hasText: /whyspec-quote/ }).first().click();
    await until('the quote', async () => /> — \[Role, company\]\(call:call-id#t=0:00\)/.test((await page.locator('.editor-group-container.active .view-lines').innerText()).replace(/\u00a0/g, ' ')));
    await editor.shot(`${id}-written`);
    await editor.escape();
    await editor.closeAll();
  });
}

export async function walkthroughSteps(t) {
  await t.step('the walkthrough leads to a first cited quote', async (id) => {
    const { editor, page } = t;
    await editor.closeAll();
    await editor.command('Welcome: Open Walkthrough...');
    await editor.choose('Your first cited quote');
    const shown = page.locator('.gettingStartedContainer .gettingStartedDetailsContent');
    await shown.locator('.category-title', { hasText: 'Your first cited quote' }).first().waitFor();
    const steps = shown.locator('.getting-started-step');
    await until('five steps', async () => (await steps.count()) === 5);
    for (const [index, title] of ['Open a spec', 'Log a call', 'Read what is missing', 'Cite what a customer said', 'Show the brief'].entries()) {
      const step = steps.filter({ hasText: title }).first();
      await until(`"${title}" opens`, async () => {
        if (/expanded/.test((await step.getAttribute('class')) ?? '')) return true;
        await step.click({ position: { x: 30, y: 12 } });
        return false;
      }, { every: 250 });
      const image = page.locator('.gettingStartedContainer .getting-started-media img').first();
      await until('its picture', () => image.evaluate((each) => each.complete && each.naturalWidth > 100));
      await editor.settled('.gettingStartedContainer', 200);
      await editor.shot(`${id}-${index + 1}`);
    }
    await editor.closeAll();
  });
}

export async function sampleSteps(t) {
  await t.step('without a folder the side bar says how to begin, and the sample opens', async (id) => {
    const { editor, page } = t;
    await page.goto(`${editor.url}/?ew=true`, { waitUntil: 'domcontentloaded' });
    await page.locator('.monaco-workbench .part.statusbar').waitFor({ timeout: 60_000 });
    await editor.sideBar();
    await page.locator('.sidebar .welcome-view-content', { hasText: 'keeps the why in feature specs' }).first().waitFor();
    await editor.settled();
    await editor.shot(id);
    await page.locator('.sidebar .welcome-view-content').getByRole('button', { name: 'Open the Sample Folder' }).first().click();
    await until('the sample folder', async () => {
      await page.locator('.explorer-folders-view, .sidebar .pane-header').first().waitFor({ timeout: 5000 });
      return /whyspec-sample/.test(decodeURIComponent(page.url()));
    }, { timeout: 40_000 });
    await page.locator('.monaco-workbench .part.statusbar').waitFor({ timeout: 60_000 });
    await page.locator('.statusbar-item', { hasText: /\d/ }).first().waitFor();
    await until('what Whyspec finds in it', async () => /[1-9]\d*/.test(await page.locator('#status\\.problems').innerText()), { timeout: 40_000 });
    await editor.showing('specs/shift-swap.md'); // it opens by itself, with its evidence beside it
    await until('its evidence', async () => (await editor.rows('Evidence').count()) > 3, { timeout: 40_000 });
    await editor.squiggles().first().waitFor();
    await editor.settled('.part.editor');
    await editor.shot(`${id}-opened`);
  });
}
