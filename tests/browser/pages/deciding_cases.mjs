// What owners and data protection decide, and pages that keep in step with it while they are open:
// part of pages_test.mjs.
import assert from 'node:assert/strict';

/** Asks the API as the page's reader. */
const ask = (page, method, path, body) =>
  page.evaluate(async ([how, where, what]) => {
    const { csrf } = await (await fetch('/v1/me')).json();
    const answer = await fetch(where, { method: how, headers: { 'Content-Type': 'application/json', 'X-Whyspec-CSRF': csrf }, ...(what ? { body: JSON.stringify(what) } : {}) });
    const text = await answer.text();
    return text === '' ? undefined : JSON.parse(text);
  }, [method, path, body]);

/** A call of sam's with forty turns, for tests that change it. */
async function newCall(page, more = {}) {
  const turns = Array.from({ length: 40 }, (_, index) => ({ speaker: index % 2 ? 'p1' : 'p2', start_ms: index * 10_000, end_ms: index * 10_000 + 9000, text: `Sentence number ${index + 1} about the roster, long enough to fill a line of the page.` }));
  const { id } = await ask(page, 'POST', '/v1/calls', { title: 'A call for a test', account: 'northquay', started_at: '2026-11-02T09:00:00Z', participants: [{ id: 'p1', name: 'Wilma Testwood', email: 'wilma@testwood.example', affiliation: 'external' }, { id: 'p2', name: 'Kit Sample', affiliation: 'internal' }], transcript: { status: 'ready', turns }, ...more });
  return id;
}

export function addDecidingCases({ test, as, found, pages, trouble }) {
  /** The page has asked what changes and waits for an answer. */
  async function follows(page) {
    const before = pages.requests.length;
    await page.waitForFunction(() => performance.getEntriesByType('resource').some((one) => one.name.includes('/v1/changes?brief=true&limit=200') && !one.name.includes('after=')));
    while (!pages.requests.slice(Math.max(0, before - 12)).some((request) => /\/v1\/changes\?.*wait=/.test(request))) await page.waitForTimeout(30);
  }

  test('the owner decides who sees a call, and reads what everybody sees then', () =>
    as('sam', {}, async ({ page, open }) => {
      await open('/calls/pellmere-2026-10-28');
      await page.getByRole('link', { name: 'Decide and share' }).click();
      await page.getByRole('heading', { level: 1, name: 'Who sees this call' }).waitFor();
      const row = (who) => page.locator('.readers tr', { hasText: who });
      assert.match(await row('Product').innerText(), /with names/);
      await page.getByRole('button', { name: 'Save' }).click();
      await page.getByText('Nothing is changed yet.').waitFor();
      await page.getByRole('radio', { name: /^words without names/i }).check();
      await page.getByRole('button', { name: 'Save' }).click();
      await page.getByText('Say why, in a few words').waitFor();
      assert.equal(await page.evaluate(() => document.activeElement.labels[0].textContent.trim()), 'Reason');
      await page.getByLabel('Reason').fill('A deal is open.');
      await page.keyboard.press('Enter');
      await page.getByText('Saved. Specs that cite this call follow at once.').waitFor();
      await row('Product').getByText('the owner has limited the call').waitFor();
      assert.match(await row('Product').innerText(), /names replaced/);
      await page.locator('.audit tr', { hasText: 'changed who sees it' }).getByText('A deal is open.').waitFor();
      await page.locator('.audit').getByText('read it, 2 times').waitFor();
      await page.getByRole('button', { name: 'Show older entries' }).click();
      await page.locator('.audit').getByText('logged it').waitFor();
      await as('kit', {}, async (other) => {
        await other.open('/calls/pellmere-2026-10-28');
        await other.page.getByText('You see names replaced, because the owner of the call has limited it.').waitFor();
        await other.open('/calls/pellmere-2026-10-28?view=sharing');
        await other.page.getByText('Only the owner of a call and data protection decide who sees it.').waitFor();
        assert.equal(await other.page.locator('form').count(), 0);
      });
    }));

  test('consent, embargo and the day of erasure are the owner’s too, and only what is touched is sent', () =>
    as('sam', {}, async ({ page, open }) => {
      const id = await newCall(page);
      await open(`/calls/${id}?view=sharing`);
      const sent = page.waitForRequest((request) => request.url().endsWith('/switch'));
      await page.getByLabel('Keep it back').selectOption('day');
      await page.getByLabel('Reason').fill('The tender is open.');
      await page.getByRole('button', { name: 'Save' }).click();
      await page.getByText('Say until which day.').waitFor();
      await page.getByLabel('Until which day').fill('2031-01-15');
      await page.getByLabel('What the other side agreed to').selectOption('refused');
      await page.getByText('Then nobody reads the words any more').waitFor();
      await page.getByLabel('What the other side agreed to').selectOption('consented');
      await page.getByLabel('Keep it until').fill('2032-02-01');
      await page.getByRole('button', { name: 'Save' }).click();
      assert.deepEqual((await sent).postDataJSON(), { embargo_until: '2031-01-15', consent: 'consented', retention_until: '2032-02-01', reason: 'The tender is open.' });
      await page.getByText('Saved.').waitFor();
      await page.getByRole('link', { name: 'Back to the call' }).click();
      await page.locator('.side-box', { hasText: 'Who sees this call' }).getByText('until 15 January 2031').waitFor();
    }));

  test('a call is opened to a person or a role, and taken back', () =>
    as('sam', {}, async ({ page, open }) => {
      const id = await newCall(page);
      await open(`/calls/${id}?view=sharing`);
      await page.getByText('It is open to nobody beyond what roles see.').waitFor();
      await page.getByRole('button', { name: 'Open it' }).click();
      await page.getByText('Say to whom.').waitFor();
      await page.getByLabel('Their name here').fill('ada');
      await page.getByRole('button', { name: 'Open it' }).click();
      await page.getByText('The call is now open to ada.').waitFor();
      await page.locator('.readers tr', { hasText: 'ada' }).getByText('whole transcript').waitFor();
      await page.getByLabel('To whom').selectOption('engineering');
      await page.getByLabel('What they see').selectOption('named');
      await page.getByRole('button', { name: 'Open it' }).click();
      await page.locator('.grants').getByText('Everybody in engineering').waitFor();
      assert.deepEqual(await found(page), []);
      await as('ada', {}, async (other) => {
        await other.open(`/calls/${id}`);
        await other.page.getByText('Sentence number 33').waitFor();
      });
      await page.getByRole('button', { name: 'Take back from ada' }).click();
      await page.getByText('No longer open to ada.').waitFor();
      await page.locator('.grants li', { hasText: 'ada' }).waitFor({ state: 'detached' });
    }));

  for (const [locale, width] of [['en-GB', 1280], ['fr-FR', 360]]) {
    test(`an owner erases a call, told before what will happen and after what was done: ${locale}, ${width} px`, () =>
      as('sam', { locale, width, scheme: width === 360 ? 'dark' : 'light' }, async ({ page, open }) => {
        const id = await newCall(page);
        await open(`/calls/${id}?view=sharing`);
        await page.locator('.danger-quiet').click();
        await page.locator('.confirm .effects li').first().waitFor();
        assert.equal(await page.locator('.confirm .effects li').count(), 4);
        await page.locator('.confirm .danger').click();
        assert.equal(await page.locator('.confirm .field-error').count(), 2);
        assert.deepEqual(await found(page), []);
        await page.locator('.confirm input[type=text]').fill('Logged by mistake.');
        await page.locator('.confirm .danger').click();
        assert.equal(await page.locator('.confirm .field-error').count(), 1);
        assert.equal((await ask(page, 'GET', `/v1/calls/${id}`)).call.id, id);
        await page.locator('.confirm input[type=checkbox]').check();
        await page.locator('.confirm .danger').click();
        await page.getByRole('heading', { level: 1, name: locale === 'en-GB' ? 'The call is erased' : 'L’appel est effacé' }).waitFor();
        assert.deepEqual(await found(page), []);
        assert.ok(!(await page.evaluate(() => document.documentElement.scrollWidth > innerWidth)));
        await open(`/calls/${id}`);
        await page.getByRole('heading', { name: locale === 'en-GB' ? 'It is gone' : 'Cela n’existe plus' }).waitFor();
      }));
  }

  for (const [locale, width] of [['en-GB', 1280], ['fr-FR', 360]]) {
    test(`data protection looks a person up and erases them for good: ${locale}, ${width} px`, () =>
      as('sam', {}, async ({ page: sam }) => {
        const id = await newCall(sam);
        await as('dora', { locale, width, scheme: width === 360 ? 'dark' : 'light' }, async ({ page, open }) => {
          await open('/');
          await page.locator('nav a[href="/privacy"]').click();
          await page.locator('.privacy-form').waitFor();
          await page.locator('.privacy-form .primary').click();
          await page.locator('.privacy-form .field-error').waitFor();
          await page.locator('.privacy-form .two input').first().fill('wilma@testwood.example');
          await page.locator('.privacy-form > .field input').fill('request of 20 November');
          await page.keyboard.press('Enter');
          await page.locator('.found').getByRole('link', { name: id }).waitFor();
          assert.ok(await page.evaluate(() => document.activeElement.matches('.found')));
          assert.deepEqual(await found(page), []);
          assert.ok(!(await page.evaluate(() => document.documentElement.scrollWidth > innerWidth)));
          await page.locator('.found .danger').click();
          await page.locator('.found .field-error').waitFor();
          await page.locator('.found input[type=checkbox]').check();
          await page.locator('.found .danger').click();
          await page.getByRole('heading', { name: locale === 'en-GB' ? 'It is erased' : 'C’est effacé' }).waitFor();
          assert.deepEqual(await found(page), []);
          await page.locator('.found .row button').first().click();
          const note = await page.evaluate(() => navigator.clipboard.readText());
          assert.ok(note.includes(id) && !note.includes('wilma'), note);
          await page.locator('.audit').getByText('request of 20 November').first().waitFor();
          await open(`/calls/${id}`);
          await page.locator('.trouble').waitFor();
        });
      }));
  }

  test('whoever is not data protection is told who is, and keeps a way on', () =>
    as('ada', {}, async ({ page, open }) => {
      await open('/privacy');
      await page.getByRole('heading', { name: 'Data protection does this' }).waitFor();
      assert.equal(await page.locator('nav a[href="/privacy"]').count(), 0);
      assert.equal(await page.locator('a[href="/log"]').count(), 0);
    }));

  test('a call that is erased while somebody reads it leaves the screen at once, and says why', () =>
    as('sam', {}, async ({ page: sam }) => {
      const id = await newCall(sam);
      await as('fred', {}, async ({ page, open }) => {
        await open(`/calls/${id}`);
        await follows(page);
        await ask(sam, 'DELETE', `/v1/calls/${id}?reason=asked`);
        await page.getByRole('heading', { name: 'It is gone' }).waitFor({ timeout: 4000 });
        assert.ok(!(await page.content()).includes('Sentence number'));
      });
    }));

  test('a call that is limited while somebody reads it stays where it is, and says so', () =>
    as('sam', {}, async ({ page: sam }) => {
      const id = await newCall(sam);
      await as('dora', { height: 700 }, async ({ page, open }) => {
        await open(`/calls/${id}#t=200,209`);
        await follows(page);
        const place = () => page.evaluate(() => [Math.round(scrollY), document.querySelector('.turn.selected').dataset.turn, document.activeElement.dataset.turn]);
        const before = await place();
        assert.ok(before[0] > 100);
        await ask(sam, 'POST', `/v1/calls/${id}/switch`, { level: 'alias', reason: 'x' });
        await page.getByText('Who sees this call was changed just now.').waitFor({ timeout: 4000 });
        assert.deepEqual(await place(), before);
        assert.deepEqual(await found(page), []);
        await page.getByRole('button', { name: 'Close this message' }).click();
        await page.locator('.live-note').waitFor({ state: 'detached' });
      });
      // Whose level sinks reads no more than that, at once.
      await ask(sam, 'POST', `/v1/calls/${id}/switch`, { level: null, reason: 'x' });
      await as('kit', {}, async ({ page, open }) => {
        await open(`/calls/${id}`);
        await page.getByText('Sentence number 33').waitFor();
        await follows(page);
        await ask(sam, 'POST', `/v1/calls/${id}/switch`, { embargo_until: 'closed', reason: 'x' });
        await page.locator('.live-note', { hasText: 'You see that this call took place, not what was said' }).waitFor({ timeout: 4000 });
        assert.ok(!(await page.locator('main').innerText()).includes('Sentence number'));
      });
    }));

  test('typed words stay when somebody else decides meanwhile, and are not sent over theirs', () =>
    as('dora', {}, async ({ page: dora }) => {
      await as('sam', {}, async ({ page, open }) => {
        const id = await newCall(page);
        await open(`/calls/${id}?view=sharing`);
        await page.getByLabel('Reason').fill('Half a sentence');
        await page.getByRole('radio', { name: /^counts only/i }).check();
        await follows(page);
        await ask(dora, 'POST', `/v1/calls/${id}/switch`, { embargo_until: 'closed', reason: 'x' });
        await page.locator('.live-note').waitFor({ timeout: 4000 });
        assert.equal(await page.getByLabel('Reason').inputValue(), 'Half a sentence');
        assert.ok(await page.getByRole('radio', { name: /^counts only/i }).isChecked());
        assert.equal(await page.getByLabel('Keep it back').inputValue(), 'closed');
        await page.locator('.audit').getByText('dora').waitFor();
        const sent = page.waitForRequest((request) => request.url().endsWith('/switch'));
        await page.getByRole('button', { name: 'Save' }).click();
        assert.deepEqual((await sent).postDataJSON(), { level: 'aggregate', reason: 'Half a sentence' });
      });
    }));

  test('a presentation goes on while a cited call changes, and says so', () =>
    as('sam', {}, async ({ page: sam }) => {
      await as('fred', {}, async ({ page, open }) => {
        await open('/specs/feat-12#present=2');
        await page.getByText('Imani').or(page.locator('.voice').first()).first().waitFor();
        await follows(page);
        await page.keyboard.press('ArrowRight');
        await page.waitForTimeout(1100);
        await ask(sam, 'POST', '/v1/calls/northquay-2026-10-20/switch', { level: 'alias', reason: 'x' });
        await page.locator('.stage .live-note').waitFor({ timeout: 4000 });
        assert.equal(await page.locator('.slide h1').innerText(), 'Customer evidence');
        assert.ok(page.url().endsWith('#present=3'));
        assert.match(await page.locator('.clock').innerText(), /9:5\d left/);
        assert.deepEqual(await found(page), []);
        await page.keyboard.press('ArrowLeft');
        assert.equal(await page.locator('.slide h1').innerText(), 'Why');
        await ask(sam, 'POST', '/v1/calls/northquay-2026-10-20/switch', { level: null, reason: 'x' });
      });
    }));

  test('a passage found by search leaves the list when its call is erased', () =>
    as('sam', {}, async ({ page: sam }) => {
      const id = await newCall(sam, { transcript: { status: 'ready', turns: [{ speaker: 'p1', text: 'The quixotic zeppelin landed twice.' }] } });
      await as('dora', {}, async ({ page, open }) => {
        await open('/search?q=zeppelin');
        await page.getByText('quixotic').waitFor();
        await page.getByLabel('What did customers say about').fill('something half typed');
        await follows(page);
        await ask(sam, 'DELETE', `/v1/calls/${id}?reason=asked`);
        await page.getByText('Calls shown here were changed just now.').waitFor({ timeout: 4000 });
        assert.ok(!(await page.content()).includes('quixotic'));
        assert.equal(await page.getByLabel('What did customers say about').inputValue(), 'something half typed');
      });
    }));

  test('a tab that nobody looks at asks nothing, and catches up when it is looked at', () =>
    as('sam', {}, async ({ page: sam }) => {
      const id = await newCall(sam);
      await as('dora', {}, async ({ page, open }) => {
        await open(`/calls/${id}`);
        await follows(page);
        const look = (state) => page.evaluate((now) => {
          Object.defineProperty(document, 'visibilityState', { configurable: true, get: () => now });
          document.dispatchEvent(new Event('visibilitychange'));
        }, state);
        const asked = () => pages.requests.filter((request) => request.includes('/v1/changes')).length;
        await look('hidden');
        const before = asked();
        await ask(sam, 'POST', `/v1/calls/${id}/switch`, { level: 'alias', reason: 'x' });
        await page.waitForTimeout(1500);
        assert.equal(asked(), before);
        assert.equal(await page.locator('.live-note').count(), 0);
        await look('visible');
        await page.getByText('Who sees this call was changed just now.').waitFor({ timeout: 4000 });
      });
    }));

  test('an overview that stood open for a while is looked at anew when somebody comes back', () =>
    as('kit', {}, async ({ page, open }) => {
      await page.clock.install();
      await open('/');
      const look = (state) => page.evaluate((now) => {
        Object.defineProperty(document, 'visibilityState', { configurable: true, get: () => now });
        document.dispatchEvent(new Event('visibilitychange'));
      }, state);
      const reports = () => pages.requests.filter((request) => request === 'GET /v1/report').length;
      const before = reports();
      await look('hidden');
      await look('visible');
      assert.equal(reports(), before);
      await look('hidden');
      await page.clock.fastForward(40_000);
      const again = page.waitForRequest((request) => request.url().endsWith('/v1/report'));
      await look('visible');
      await again;
    }));

  test('from page to page one question goes on, and what happened on the way is told', () =>
    as('sam', {}, async ({ page: sam }) => {
      const id = await newCall(sam, { started_at: new Date().toISOString() });
      await as('dora', {}, async ({ page, open }) => {
        await open('/specs/feat-12');
        await follows(page);
        const asked = () => pages.requests.filter((request) => request.includes('/v1/changes')).length;
        const before = asked();
        await page.getByRole('link', { name: 'Search' }).click();
        await page.getByRole('heading', { level: 1, name: 'Search' }).waitFor();
        await page.locator(`main a[href="/calls/${id}"]`).click();
        await page.locator('.turn').first().waitFor();
        assert.equal(asked(), before);
        await ask(sam, 'POST', `/v1/calls/${id}/switch`, { level: 'alias', reason: 'x' });
        await page.getByText('Who sees this call was changed just now.').waitFor({ timeout: 4000 });
      });
    }));

  test('while the server is away the page says so and steps back, then goes on', () =>
    as('sam', {}, async ({ page, open }) => {
      const id = await newCall(page);
      trouble.set('/v1/changes', { status: 503, times: 2 });
      await open(`/calls/${id}`);
      await page.getByText('The server cannot be reached. What you see may be out of date.').waitFor({ timeout: 6000 });
      await page.locator('.live-note').waitFor({ state: 'detached', timeout: 9000 });
    }));
}
