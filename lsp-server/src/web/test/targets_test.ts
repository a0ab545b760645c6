import assert from 'node:assert/strict';
import { test } from 'node:test';
import { callPath, specPath, targetOf } from '../src/model/call_path';
import { citationBlock, citationLink } from '../src/model/citation';
import { matchPath, searchRequest } from '../src/shell/routes';

test('a citation leads to the passage', () => {
  assert.deepEqual(targetOf('call:acme-2026-01-13#t=460.23,474.9'), { kind: 'call', link: { call: 'acme-2026-01-13', anchor: 't=460.23,474.9' } });
  assert.equal(callPath('acme-2026-01-13', 't=460'), '/calls/acme-2026-01-13#t=460');
});

test('the path of a call file leads there too, if the log knows the call', () => {
  assert.deepEqual(targetOf('../calls/acme.vtt#turn=2', (call) => call === 'acme'), { kind: 'call', link: { call: 'acme', anchor: 'turn=2' } });
  assert.equal(targetOf('../calls/acme.vtt', () => false).kind, 'none');
});

for (const address of ['javascript:alert(1)', 'JaVaScRiPt:alert(1)', 'java\nscript:alert(1)', '\u0001javascript:alert(1)', ' javascript:alert(1)', 'data:text/html,x', 'vbscript:x', 'file:///etc/passwd', 'command:whyspec.run', '//evil.invalid/x', 'blob:https://x/y', 'ftp://x/y', '../../v1/session', 'https://', 'call:']) {
  test(`${JSON.stringify(address)} leads nowhere`, () => assert.equal(targetOf(address).kind, 'none'));
}

test('pages of the web open as they are', () => assert.deepEqual(targetOf('https://example.com/a?b#c'), { kind: 'web', href: 'https://example.com/a?b#c' }));

test('ids with unusual letters stay one part of the path', () => {
  assert.equal(callPath('../../v1/session'), '/calls/..%2F..%2Fv1%2Fsession');
  assert.equal(specPath('a b'), '/specs/a%20b');
  assert.deepEqual(matchPath(callPath('a/b').split('#')[0] ?? ''), { page: 'call', id: 'a/b' });
});

test('addresses of pages', () => {
  assert.deepEqual(matchPath('/'), { page: 'overview', id: '' });
  assert.deepEqual(matchPath('/specs/feat-12/'), { page: 'spec', id: 'feat-12' });
  assert.deepEqual(matchPath('/calls'), { page: 'search', id: '' });
  for (const none of ['/calls/a/b', '/call/a', '/calls/%E0%A4%A', '/toString', '/constructor', '/v1/me']) assert.equal(matchPath(none), undefined, none);
});

test('an empty question lists the latest calls', () => {
  assert.equal(searchRequest(new URLSearchParams('q=++')), '/v1/calls?limit=30');
  assert.equal(searchRequest(new URLSearchParams('type=demo')), '/v1/calls?type=demo&limit=30');
  assert.equal(searchRequest(new URLSearchParams({ q: 'a&b=c' })), '/v1/search?q=a%26b%3Dc&limit=40');
});

test('a citation to paste is a quote and a link the editor reads', () => {
  assert.equal(citationLink('P1, ops lead', 'acme-2026-01-13', 't=460.23,474.9'), '[P1, ops lead](call:acme-2026-01-13#t=460.23,474.9)');
  assert.equal(citationBlock(['We type it in twice.'], 'P1', 'acme', 'turn=2'), '> We type it in twice.\n>\n> — [P1](call:acme#turn=2)\n');
  assert.equal(citationBlock(['One.', 'Two.'], 'P1', 'acme', 'turn=2-3'), '> One.\n>\n> Two.\n>\n> — [P1](call:acme#turn=2-3)\n');
});

test('what was said cannot break out of the citation', () => {
  const block = citationBlock(['# not a heading', '](javascript:alert(1)) <img src=x>', 'line\n\n## break', '1. item'], 'a](javascript:alert(1))[', 'acme', '');
  for (const line of block.trimEnd().split('\n')) assert.match(line, /^>( |$)/);
  assert.ok(!/[^\\]\]\(javascript/.test(block));
  assert.ok(!/(^|[^\\])<img/.test(block));
  assert.ok(block.includes('> \\# not a heading'));
  assert.ok(block.includes('> 1\\. item'));
});
