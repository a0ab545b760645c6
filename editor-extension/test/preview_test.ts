import assert from 'node:assert/strict';
import { test } from 'node:test';
import MarkdownIt from 'markdown-it';
import { whyspecPlugin } from '../src/preview/plugin';
import type { SpecEvidence } from '../src/protocol';
import { at, citation, evidence, kHostile } from './samples';

function render(markdown: string, known: SpecEvidence | undefined, link?: string): string {
  const md = new MarkdownIt({ html: true });
  whyspecPlugin(md, {
    evidence: () => known,
    link: () => link,
    words: () => ({ inTheCall: 'In the call:', missing: (titles) => `Missing: ${titles}` }),
  });
  return md.render(markdown, {});
}

test('without evidence the preview is what it would be without Whyspec', () => {
  const text = '# A\n\n> q\n>\n> — [P](call:a#t=1)\n\n- [x](y)\n';
  assert.equal(render(text, undefined), new MarkdownIt({ html: true }).render(text));
});

test('a citation gets a mark, and a card below its paragraph', () => {
  const html = render('Planners retype ([P1](call:acme-2026-01-13#t=460)) a lot.\n\nNext.', evidence());
  assert.match(html, /<a href="call:acme-2026-01-13#t=460" class="whyspec-citation whyspec-plain"[^>]*>P1<\/a><span class="whyspec-mark/);
  assert.match(html, /a lot\.<\/p>\n<div class="whyspec-card whyspec-plain">/);
  assert.match(html, /“We retype everything twice\.”/);
  assert.match(html, /<span>Jane Roe, ops lead<\/span> · <span>Acme<\/span> · <span>13 Jan 2026<\/span> · <span>7:40<\/span>/);
  assert.ok(html.indexOf('whyspec-card') < html.indexOf('Next.'));
});

test('a verified quote is not said twice; a reworded one shows the words of the call', () => {
  const quote = '> We retype everything twice.\n>\n> — [P1](call:acme-2026-01-13#t=460)';
  const exact = render(quote, evidence({ citations: [citation({ verdict: 'exact', verdictText: '✓ Verified.' })] }));
  assert.ok(!exact.includes('“We retype'));
  assert.match(exact, /whyspec-verified[\s\S]*<span aria-hidden="true">✓<\/span> Verified\./);
  const reworded = render(quote, evidence({ citations: [citation({ verdict: 'reworded', verdictText: 'Not quite.' })] }));
  assert.match(reworded, /whyspec-doubtful[\s\S]*In the call:<\/span> “We retype/);
});

test('the same link behind two quotes shows the verdict of each', () => {
  const text = '> a\n>\n> [P](call:a#t=1)\n\nand\n\n> b\n>\n> [P](call:a#t=1)';
  const both = [citation({ destination: 'call:a#t=1', verdict: 'exact' }), citation({ destination: 'call:a#t=1', verdict: 'altered' })];
  const html = render(text, evidence({ citations: both }));
  assert.ok(html.indexOf('whyspec-verified') < html.indexOf('whyspec-wrong'));
  assert.equal(html.split('class="whyspec-card').length, 3);
});

test('a card in a tight list stays in its item; a table cell and a heading get none', () => {
  const list = render('- [P](call:acme-2026-01-13#t=460)\n- other', evidence());
  assert.match(list, /<li><a [\s\S]*?<div class="whyspec-card[\s\S]*?<\/div>\n<\/li>/);
  const table = render('| a |\n|---|\n| [P](call:acme-2026-01-13#t=460) |\n\ntext', evidence());
  assert.ok(!table.includes('whyspec-card'));
  assert.ok(table.includes('whyspec-mark'));
});

test('headings carry the health of their section, the title the sum', () => {
  const html = render('# Monthly export\n\n## Why\n\nx\n\n## Customer *evidence*\n\ny', evidence());
  assert.match(html, /<\/h1>\n<div class="whyspec-summary whyspec-state-weak"><span>1 prospect · newest 12 days ago<\/span> <span class="whyspec-missing">Missing: Expected usage<\/span><\/div>/);
  assert.match(html, /Why <span class="whyspec-badge whyspec-state-ok" title=""><span aria-hidden="true">✓<\/span> present<\/span><\/h2>/);
  assert.match(html, /whyspec-state-weak" title="Only one prospect says so\."/);
  assert.equal(html.split('whyspec-summary').length, 2);
});

test('a link leads to the file of the call when it is known', () => {
  const html = render('[P](call:acme-2026-01-13#t=460)', evidence(), '../calls/acme.vtt#L12');
  assert.match(html, /data-href="\.\.\/calls\/acme\.vtt#L12"/);
});

test('hostile words stay words: no tag, attribute, link or script comes of them', () => {
  const known = evidence({
    title: kHostile,
    summary: kHostile,
    citations: [citation({ words: kHostile, who: kHostile, account: kHostile, callTitle: kHostile, verdict: 'reworded', verdictText: kHostile })],
    sections: [{ role: 'why', title: 'Why', range: at(2), body: at(2), state: 'weak', findings: [{ rule: 'x', severity: 'error', message: kHostile, range: at(2) }] }],
  });
  const html = render('# T\n\n## Why\n\n[P](call:acme-2026-01-13#t=460)', known);
  assert.ok(!/<img|<script|onerror=alert\(1\)>|href="command:|href="javascript:/.test(html.replace(/&lt;/g, '‹')));
  assert.ok(html.includes('&lt;script&gt;alert(2)&lt;/script&gt;'));
  assert.ok(!/[\u001b\u202e]/.test(html));
  const tags = [...html.matchAll(/<([a-z0-9]+)/g)].map((match) => match[1]);
  assert.deepEqual([...new Set(tags)].sort(), ['a', 'div', 'h1', 'h2', 'p', 'span']);
});
