// The extension as a French reader sees it. VS Code takes its language from a language pack; the
// one here translates nothing of VS Code itself, so what is French on screen is ours.
import { kRows, until } from './driver.mjs';

export async function frenchSteps(t) {
  const kSpec = 'specs/tableau-mural.md';

  await t.step('in French: the side bar, the status bar and the menus', async (id) => {
    await t.window({ name: 'french', folder: t.workspace, trusted: true, locale: 'fr' });
    const { editor, page } = t;
    await editor.open(kSpec);
    await editor.squiggles().first().waitFor({ timeout: 40_000 });
    const icon = page.locator('.activitybar .action-item a.action-label[aria-label^="Whyspec"]').first();
    await until('the side bar', async () => {
      if ((await editor.rows('Preuves').count()) > 3) return true;
      if (!(await page.locator('.sidebar .pane-header[aria-label^="Preuves"]').first().isVisible())) await icon.click();
      return false;
    }, { every: 400 });
    for (const view of ['Preuves', "Qui d'autre l'a dit", 'Appels']) await page.locator(`.sidebar .pane-header[aria-label^="${view}"]`).first().waitFor();
    await until('words of the view', async () => /Affirmations/.test((await editor.rows('Preuves').allInnerTexts()).join('\n')));
    await editor.settled();
    await editor.shot(id);
  });

  await t.step('in French: the form, the reader and the brief', async (id) => {
    const { editor, page } = t;
    await editor.command('Whyspec: Consigner un appel…');
    await page.locator('.quick-input-widget input[placeholder*="Avec quelle entreprise"]').waitFor();
    await page.locator(kRows).first().waitFor();
    await editor.shot(`${id}-form`);
    await editor.escape();
    const { line, column } = editor.placeOf(kSpec, 'call:');
    await editor.goTo(line, column + 3);
    await editor.command("Whyspec: Lire l'appel cité");
    const reader = await editor.webview('li.turn.cited');
    t.must(/Copier la citation/.test(await reader.locator('li.turn.cited').first().innerText()), 'the reader speaks French');
    await editor.settled();
    await editor.shot(`${id}-reader`);
    await editor.closeAll();
    await editor.openFile(kSpec);
    await editor.command('Whyspec: Montrer le résumé');
    const brief = await editor.webview('.part.why');
    t.must(/changent la taille/.test(await brief.locator('body').innerText()), 'the brief speaks French');
    await editor.settled();
    await editor.shot(`${id}-brief`);
    await editor.closeAll();
  });
  await t.endWindow();
}
