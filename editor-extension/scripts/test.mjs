// Bundles the tests of the pure parts, with a stand-in for the editor, and runs them under Node.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { root } from './build.mjs';

const out = mkdtempSync(join(tmpdir(), 'whyspec-unit-'));
try {
  const tests = readdirSync(join(root, 'test')).filter((name) => name.endsWith('_test.ts'));
  await build({
    absWorkingDir: root,
    entryPoints: tests.map((name) => join('test', name)),
    outdir: out,
    outExtension: { '.js': '.cjs' },
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    sourcemap: 'inline',
    alias: { vscode: join(root, 'test', 'fake_vscode.ts') },
    external: ['typescript'],
    define: { 'process.env.WHYSPEC_EXTENSION': JSON.stringify(root) },
    logLevel: 'warning',
  });
  const files = tests.map((name) => join(out, name.replace(/\.ts$/, '.cjs')));
  const run = spawnSync(process.execPath, ['--enable-source-maps', '--test', ...files], {
    stdio: 'inherit',
    env: { ...process.env, NODE_PATH: join(root, 'node_modules') },
  });
  process.exitCode = run.status ?? 1;
} finally {
  rmSync(out, { recursive: true, force: true });
}
