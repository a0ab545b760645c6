import assert from 'node:assert/strict';
import { test } from 'node:test';
import type * as vscode from 'vscode';
import { passageAt, withoutMarkup } from '../src/text/passage';
import { label, notice, oneLine, plain, shorten } from '../src/text/plain';
import { escapeHtml } from '../src/text/page';
import { kHostile } from './samples';

test('terminal colours, control and reordering marks are taken out of what people said', () => {
  assert.equal(plain('a\u001b[31mb\u001b[0mc\u0007d\u202ee\u200bf'), 'abcdef');
  assert.equal(plain('\u001b]8;;https://example.com\u0007link\u001b]8;;\u0007'), 'link');
  assert.equal(plain('one\r\ntwo\rthree'), 'one\ntwo\nthree');
  assert.equal(plain('Ça coûte 12 €, naïve façade 👩‍⚕️'.normalize('NFC')), 'Ça coûte 12 €, naïve façade 👩‍⚕️');
});

test('a label is one line and draws no icon', () => {
  assert.equal(oneLine(' a\n\tb  c '), 'a b c');
  assert.ok(!label(kHostile).includes('$('));
  assert.ok(label(kHostile).includes('trash)'));
  assert.ok(!/[\u001b\u202e\n]/.test(label(kHostile)));
});

test('a notification makes no link of what a file says', () => {
  assert.ok(!/\]\(/.test(notice(kHostile)));
});

test('text is cut between words and never inside a character', () => {
  assert.equal(shorten('short', 10), 'short');
  assert.equal(shorten('one two three four', 12), 'one two…');
  assert.equal(shorten('👍👍👍👍', 3), '👍👍…');
});

test('HTML is escaped for both kinds of quotes', () => {
  assert.equal(escapeHtml(`<a href="x" id='y'>&`), '&lt;a href=&quot;x&quot; id=&#39;y&#39;&gt;&amp;');
});

function documentOf(text: string) {
  const lines = text.split('\n');
  return { lineCount: lines.length, lineAt: (line: number) => ({ text: lines[line] ?? '' }), getText: () => text };
}
const cursor = (line: number) => ({ isEmpty: true, active: { line, character: 0 } }) as unknown as vscode.Selection;

test('the passage around the cursor is its paragraph, without markup', () => {
  const document = documentOf('# Title\n\n> We **retype** everything\n> twice.\n>\n> — [P1](call:acme#t=1)\n\n- one item\n- other item');
  assert.equal(passageAt(document, cursor(2)), 'We retype everything twice.');
  assert.equal(passageAt(document, cursor(3)), 'We retype everything twice.');
  assert.equal(passageAt(document, cursor(5)), '— P1');
  assert.equal(passageAt(document, cursor(7)), 'one item');
  assert.equal(passageAt(document, cursor(1)), '');
});

test('front matter says nothing that customers say', () => {
  const document = documentOf('---\ntitle: Export\n---\n\nWe retype everything.\n');
  for (const line of [0, 1, 2]) assert.equal(passageAt(document, cursor(line)), '');
  assert.equal(passageAt(document, cursor(4)), 'We retype everything.');
  assert.equal(passageAt(documentOf('---\n\nWe retype everything.'), cursor(2)), 'We retype everything.');
});

test('markup is no word to search for', () => {
  assert.equal(withoutMarkup('a <!-- whyspec-disable x: y --> [b](call:c#t=1) `d` <call:e>'), 'a b d');
  assert.equal(withoutMarkup('x'.repeat(2000)).length, 600);
});
