// A call whose words try to be more than words: HTML, Markdown links, command: and javascript:
// addresses, icons, terminal codes. Wherever they are shown they are the characters they are.
import { kRows, until } from './driver.mjs';

const kSpec = 'specs/untrusted-words.md';

export async function wordSteps(t) {
  const { editor, page, must } = t;

  /** What a hostile call would have done if its words were more than words. */
  async function nothingHappened(where) {
    for (const frame of page.frames()) {
      const title = await frame.evaluate(() => document.title).catch(() => '');
      must(!title.includes('hacked'), `${where}: a script of a call ran in ${frame.url()}`);
      const images = await frame.evaluate(() => document.querySelectorAll('img[src="x"], img[src*="example.com"]').length).catch(() => 0);
      must(images === 0, `${where}: an image of a call was made`);
    }
    const bad = 'a[href^="command:"][href*="closeWindow"], a[data-href^="command:"][data-href*="closeWindow"], a[href^="javascript:"], a[data-href^="javascript:"]';
    must((await page.locator(bad).count()) === 0, `${where}: an address of a call became a link`);
    must((await page.locator('.codicon-trash:visible:not(.action-label)').count()) === 0, `${where}: an icon was drawn`);
  }

  await t.step('words of a call stay words in hovers, lenses and completion', async (id) => {
    await editor.closeAll();
    await editor.openFile(kSpec);
    const { line, column } = editor.placeOf(kSpec, 'call:thornbury');
    const said = await editor.hover(line, column + 3, /onerror/);
    must(/\$\(trash\)/.test(said) && /\[that\]\s*\(javascript:/.test(said) && !said.includes('\u001b'), said);
    await editor.shot(`${id}-hover`);
    await nothingHappened('hover');
    await editor.escape();
    await editor.lenses().filter({ hasText: /1 prospect/ }).first().waitFor();
    await nothingHappened('lens');
    await editor.goTo(line, 1);
    await page.keyboard.press('End');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Enter');
    await page.keyboard.type('They lose time [hour day messages', { delay: 25 });
    await editor.suggestions(/hour a day/);
    await editor.settled('.suggest-widget.visible');
    await editor.shot(`${id}-completion`);
    await nothingHappened('completion');
    await editor.closeAll();
  });

  await t.step('words of a call stay words in the side bar and in lists', async (id) => {
    await editor.openFile(kSpec);
    await editor.sideBar();
    const cited = editor.rows('Evidence').filter({ hasText: 'We lose an hour' }).first();
    await cited.waitFor();
    const tip = page.locator('.monaco-hover:visible', { hasText: 'onerror' });
    await until('its tooltip', async () => {
      await page.mouse.move(700, 400);
      const box = await cited.boundingBox();
      await page.mouse.move(box.x + 60, box.y + box.height / 2, { steps: 4 });
      await tip.first().waitFor({ timeout: 2500 });
      return true;
    });
    await editor.shot(`${id}-evidence`);
    await nothingHappened('Evidence');
    await t.findCalls('thornbury', /Visit/);
    const call = editor.rows('Calls').filter({ hasText: 'Visit <img src=x' }).first();
    await call.waitFor();
    await editor.shot(`${id}-calls`);
    await nothingHappened('Calls');
    await editor.command('Whyspec: Show All Calls');
    const { line } = editor.placeOf(kSpec, 'Head nurses at one clinic');
    await editor.goTo(line, 5);
    await editor.rows('Who Else Said This').filter({ hasText: '<img src=x' }).first().waitFor();
    await nothingHappened('Who Else Said This');
    await editor.command('Whyspec: Find in Calls…');
    await page.locator('.quick-input-widget:visible input').first().fill('hour a day messages');
    const offered = page.locator(kRows).filter({ hasText: '<img src=x' }).first();
    await offered.waitFor();
    must(/\$.?\(trash\)/.test(await offered.innerText()), 'the list shows the words as they are');
    await editor.shot(`${id}-list`);
    await nothingHappened('list');
    await editor.escape();
  });

  await t.step('words of a call stay words in the reader, the preview and the brief', async (id) => {
    for (const [name, command, selector] of [
      ['reader', 'Whyspec: Read the Cited Call', 'li.turn.cited'],
      ['preview', 'Markdown: Open Preview', '.whyspec-card'],
      ['brief', 'Whyspec: Show the Brief', '.voice'],
    ]) {
      await editor.closeAll();
      await editor.openFile(kSpec);
      const { line, column } = editor.placeOf(kSpec, 'call:thornbury');
      await editor.goTo(line, column + 3);
      await editor.command(command);
      const frame = await editor.webview(selector);
      await until('the words', async () => /<img src=x onerror=/.test(await frame.locator(selector).first().innerText()));
      const text = await frame.locator('body').innerText();
      must(!text.includes('\u001b') && /\$.?\(trash\)/.test(text), `${name}: ${text}`);
      await editor.settled();
      await editor.shot(`${id}-${name}`);
      await nothingHappened(name);
    }
    await editor.closeAll();
  });

  await t.step('words of a call stay words in the terminal', async (id) => {
    await editor.command('Terminal: Create New Terminal');
    const rows = page.locator('.terminal-wrapper.active .xterm-rows');
    await until('a prompt', async () => /[$#]/.test(await rows.innerText()), { timeout: 30_000 });
    await page.locator('.terminal-wrapper.active .xterm-helper-textarea').focus();
    await page.keyboard.type(`"${t.program}" calls show thornbury-2026-11-05`);
    await page.keyboard.press('Enter');
    const shown = async () => (await rows.innerText()).replace(/\u00a0/g, ' ');
    await until('the words of the call', async () => /closed with a script/.test((await shown()).replace(/\s+/g, ' ')));
    const text = (await shown()).replace(/\s*\n\s*/g, '');
    must(/<script>document\.title/.test(text) && /\[31mred/.test(text), text);
    must((await rows.locator('.xterm-fg-1').filter({ hasText: 'red' }).count()) === 0, 'a colour of a call was shown');
    await editor.shot(id);
    await nothingHappened('terminal');
    await editor.command('Terminal: Kill the Active Terminal Instance');
    await editor.hidePanel();
  });
}
