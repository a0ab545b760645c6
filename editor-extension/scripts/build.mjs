// Bundles the extension and the scripts of its webviews: node scripts/build.mjs [--watch]
import { rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, context } from 'esbuild';

export const root = join(dirname(fileURLToPath(import.meta.url)), '..');

const common = { absWorkingDir: root, bundle: true, minify: true, sourcemap: false, legalComments: 'none', logLevel: 'warning' };
const jobs = [
  { ...common, entryPoints: { extension: 'src/extension.ts' }, outdir: 'dist', platform: 'node', format: 'cjs', target: 'node20', external: ['vscode'] },
  {
    ...common,
    entryPoints: { reader_page: 'src/reader/page.ts', brief_page: 'src/brief/page.ts' },
    outdir: 'dist',
    platform: 'browser',
    format: 'iife',
    target: 'chrome120',
  },
];

export async function bundle() {
  rmSync(join(root, 'dist'), { recursive: true, force: true });
  await Promise.all(jobs.map((job) => build(job)));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  if (process.argv.includes('--watch')) {
    for (const job of jobs) await (await context({ ...job, minify: false, sourcemap: true })).watch();
  } else {
    await bundle();
  }
}
