import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { stringsOf } from './strings';

const root = process.env.WHYSPEC_EXTENSION ?? '';
const json = (file: string) => JSON.parse(readFileSync(join(root, file), 'utf8')) as Record<string, unknown>;
const manifest = readFileSync(join(root, 'package.json'), 'utf8');

test('every string shown at run time has a French one, with the same places to fill', () => {
  const used = stringsOf(join(root, 'src'));
  assert.ok(used.length > 100);
  assert.deepEqual(used.filter((string) => string.text === undefined), []);
  const french = json('l10n/bundle.l10n.fr.json') as Record<string, string>;
  const texts = new Set(used.map((string) => string.text ?? ''));
  assert.deepEqual([...texts].filter((text) => french[text] === undefined), []);
  assert.deepEqual(Object.keys(french).filter((text) => !texts.has(text)), []);
  const places = (text: string) => [...text.matchAll(/\{\d\}/g)].map((match) => match[0]).sort().join();
  for (const [text, translation] of Object.entries(french)) assert.equal(places(translation), places(text), text);
});

test('every string of package.json exists in English and French', () => {
  const english = json('package.nls.json');
  const french = json('package.nls.fr.json');
  const keys = new Set([...manifest.matchAll(/"%([^"%]+)%"/g)].map((match) => match[1] ?? ''));
  assert.deepEqual([...keys].filter((key) => !(key in english)), []);
  assert.deepEqual(Object.keys(english).filter((key) => !keys.has(key)), []);
  assert.deepEqual(Object.keys(french).sort(), Object.keys(english).sort());
});

test('commands that menus, welcomes and the walkthrough name exist', () => {
  const contributes = json('package.json').contributes as { commands: { command: string }[] };
  const commands = new Set(contributes.commands.map((command) => command.command));
  const named = [...(manifest + readFileSync(join(root, 'package.nls.json'), 'utf8') + readFileSync(join(root, 'package.nls.fr.json'), 'utf8')).matchAll(/(?:onCommand:|command:|"command": ")(whyspec\.\w+)/g)];
  assert.ok(named.length > 50);
  assert.deepEqual(named.map((match) => match[1] ?? '').filter((name) => !commands.has(name)), []);
  const source = readFileSync(join(root, 'src/extension.ts'), 'utf8');
  const registered = new Set([...source.matchAll(/register\('(\w+)'/g)].map((match) => `whyspec.${match[1]}`));
  assert.deepEqual([...commands].filter((name) => !registered.has(name)), []);
});

test('files that package.json names are there, but for those copied in when packaging', () => {
  const files = [...manifest.matchAll(/"(?:\.\/)?((?:media|snippets|walkthrough)\/[^"]+)"/g)].map((match) => match[1] ?? '');
  assert.ok(files.length > 5);
  assert.deepEqual(files.filter((file) => !existsSync(join(root, file))), []);
});

test('the lock file names no host', () => {
  assert.ok(!/"resolved"|https?:\/\/(?!opencollective|github\.com|tidelift|www\.patreon|paulmillr|feross|dotenvx|bevry|ko-fi)[^"]*\.tgz/.test(readFileSync(join(root, 'package-lock.json'), 'utf8')));
});
