// What the sources must never do: the pages draw untrusted words.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { en } from '../src/i18n/en';

const root = process.env.WHYSPEC_WEB ?? '.';

function sources(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    return statSync(path).isDirectory() ? sources(path) : /\.tsx?$/.test(name) ? [path] : [];
  });
}

const kNever: [pattern: RegExp, why: string][] = [
  [/\b(inner|outer)HTML\b|insertAdjacentHTML|dangerouslySetInnerHTML|document\.write|DOMParser|createContextualFragment|srcdoc/, 'HTML made of text'],
  [/\beval\s*\(|new Function\b|setTimeout\(\s*['"`]/, 'code made of text'],
  [/\bstyle=\{?/, 'a style attribute: the content policy forbids it; use a class'],
  [/\bany\b(?=[\s;,)>\]|&])(?<=[:<|&]\s*any)|\bas any\b/, 'the type any'],
  [/https?:\/\/(?!evil\.invalid|example)/, 'an address of another server'],
  [/new RegExp\(/, 'a regular expression made of text'],
  [/postMessage|importScripts|serviceWorker/, 'a channel nobody asked for'],
];

test('no source does what untrusted words could use', () => {
  const found: string[] = [];
  for (const path of sources(join(root, 'src'))) {
    const lines = readFileSync(path, 'utf8').split('\n');
    lines.forEach((line, index) => {
      const code = line.replace(/\/\/.*$|^\s*\*.*$/, '');
      for (const [pattern, why] of kNever) if (pattern.test(code)) found.push(`${path}:${index + 1}: ${why}`);
    });
  }
  assert.deepEqual(found, []);
});

test('every sentence of the tables is used somewhere', () => {
  const text = sources(join(root, 'src')).filter((path) => !path.includes('i18n')).map((path) => readFileSync(path, 'utf8')).join('\n');
  const unused: string[] = [];
  for (const [group, value] of Object.entries(en)) {
    if (typeof value !== 'object') continue;
    for (const key of Object.keys(value as object)) {
      const direct = new RegExp(`s\\.${group}\\.${key}\\b`).test(text);
      const computed = new RegExp(`s\\.${group}\\[`).test(text);
      const destructured = new RegExp(`\\b${key}\\b[^;]*\\} = s\\.${group}`).test(text);
      if (!direct && !computed && !destructured) unused.push(`${group}.${key}`);
    }
  }
  assert.deepEqual(unused, []);
});

test('the bundle is small, hashed, and its page holds no inline script or style', () => {
  const out = mkdtempSync(join(tmpdir(), 'whyspec-dist-'));
  try {
    const told = execFileSync(process.execPath, [join(root, 'scripts', 'build.mjs'), out], { encoding: 'utf8' });
    const first = Number(/(\d+) bytes compressed {2}before anything is drawn/.exec(told)?.[1]);
    assert.ok(first > 0 && first < 40_000, `${first} bytes of script before anything is drawn`);
    const page = readFileSync(join(out, 'index.html'), 'utf8');
    assert.ok(!/<script(?![^>]*\ssrc=)[^>]*>|<style|\sstyle=|\son[a-z]+=|\{\{/.test(page), page);
    for (const name of readdirSync(join(out, 'assets'))) {
      assert.match(name, /^[a-z_]+\.[0-9A-Z]{8}\.(js|css|svg|txt)$/);
      if (name.endsWith('.css')) assert.ok(!/url\(|@import/.test(readFileSync(join(out, 'assets', name), 'utf8')), `${name} fetches something`);
    }
  } finally {
    rmSync(out, { recursive: true, force: true });
  }
});
