import assert from 'node:assert/strict';
import { test } from 'node:test';
import { below, lastSentence, specOf, withPolicy } from '../src/commands/report_page';

test('the report may fetch nothing, and nothing of its own may run', () => {
  const page = withPolicy('<html><head><meta charset="utf-8"></head><body><p>x</p></body></html>', 'abc');
  const policy = /<head><meta http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(page)?.[1] ?? '';
  assert.ok(policy.startsWith("default-src 'none';"));
  assert.match(policy, /script-src 'nonce-abc'/);
  assert.ok(!policy.includes('unsafe-eval') && !/script-src[^;]*unsafe-inline/.test(policy));
  assert.equal(page.match(/<script/g)?.length, 1);
  assert.match(page, /<script nonce="abc">[\s\S]*<\/script><\/body><\/html>$/);
  assert.match(withPolicy('<p>x</p>', 'n'), /default-src 'none'[\s\S]*<p>x<\/p><script nonce="n">/);
  const own = withPolicy('<html><head><meta http-equiv="Content-Security-Policy" content="default-src *"></head></html>', 'n');
  assert.ok(!own.includes('default-src *'));
});

test('a link of the report leads to a file, and only a message that asks for it does', () => {
  const at = (href: unknown) => specOf({ kind: 'open-spec', href }, '/home/pm/storage');
  assert.equal(at('../team/specs/a%20b%C3%A9.md'), '/home/pm/team/specs/a bé.md');
  assert.equal(at('./javascript%3Aalert(1).md'), '/home/pm/storage/javascript:alert(1).md');
  for (const href of ['javascript:alert(1)', 'command:x', 'https://example.com/', '/etc/passwd', '//host/x', '', 7, null, './%zz', './a%00b']) {
    assert.equal(at(href), undefined, String(href));
  }
  assert.equal(specOf({ kind: 'other', href: './a.md' }, '/x'), undefined);
  assert.equal(specOf('open-spec', '/x'), undefined);
  assert.equal(specOf(null, '/x'), undefined);
});

test('only what lies in the folder is opened', () => {
  assert.equal(below('/team/specs/a.md', '/team'), 'specs/a.md');
  assert.equal(below('/team/..a.md', '/team'), '..a.md');
  assert.equal(below('/team', '/team'), undefined);
  assert.equal(below('/teams/a.md', '/team'), undefined);
  assert.equal(below('/etc/passwd', '/team'), undefined);
});

test('of what the program says, the sentence that ended it is shown', () => {
  assert.equal(lastSentence('calls/x.md: broken\nwhyspec: There is nothing to report on.\n'), 'There is nothing to report on.');
  assert.equal(lastSentence('something else\n'), 'something else');
  assert.equal(lastSentence(''), '');
});
