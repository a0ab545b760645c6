// Checks the types, bundles the tests of the pure parts, and runs them under Node.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { root } from './build.mjs';

const types = spawnSync(process.execPath, [join(root, 'node_modules', 'typescript', 'bin', 'tsc'), '-p', root], { stdio: 'inherit' });
if (types.status !== 0) process.exit(types.status ?? 1);

const out = mkdtempSync(join(tmpdir(), 'whyspec-web-'));
try {
  const tests = readdirSync(join(root, 'test')).filter((name) => /_test\.tsx?$/.test(name));
  await build({
    absWorkingDir: root,
    entryPoints: tests.map((name) => join('test', name)),
    outdir: out,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    jsx: 'automatic',
    jsxImportSource: 'preact',
    sourcemap: 'inline',
    define: { 'process.env.WHYSPEC_WEB': JSON.stringify(root) },
    logLevel: 'warning',
  });
  const files = tests.map((name) => join(out, name.replace(/\.tsx?$/, '.mjs')));
  const run = spawnSync(process.execPath, ['--enable-source-maps', '--test', ...files], { stdio: 'inherit', env: { ...process.env, TZ: 'UTC' } });
  process.exitCode = run.status ?? 1;
} finally {
  rmSync(out, { recursive: true, force: true });
}
