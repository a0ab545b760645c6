// Bundles the pages: node scripts/build.mjs [OUT] -> OUT/index.html and OUT/assets/NAME.HASH.{js,css,svg}.
// Every file of assets/ carries its hash in its name: it may be cached for ever.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';

export const root = join(dirname(fileURLToPath(import.meta.url)), '..');

const hashed = (name, ending, bytes) => `${name}.${createHash('sha256').update(bytes).digest('hex').slice(0, 8).toUpperCase()}.${ending}`;

/** The licences of what is bundled: their authors ask for no more than to be named. */
function licences(metafile) {
  const packages = new Set(Object.keys(metafile.inputs).flatMap((path) => /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1] ?? []));
  return [...packages].sort().map((folder) => {
    const { name, version, license } = JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8'));
    const file = existsSync(join(root, folder)) ? readdirSync(join(root, folder)).find((one) => /^licen[cs]e/i.test(one)) : undefined;
    return `${name} ${version} (${license})\n\n${file === undefined ? '' : readFileSync(join(root, folder, file), 'utf8').trim()}\n`;
  }).join('\n----\n\n');
}

export async function bundle(out = join(root, 'dist')) {
  rmSync(out, { recursive: true, force: true });
  const assets = join(out, 'assets');
  mkdirSync(assets, { recursive: true });
  const result = await build({
    absWorkingDir: root,
    entryPoints: { main: 'src/main.tsx', style: 'src/styles/main.css' },
    outdir: assets,
    entryNames: '[name].[hash]',
    chunkNames: '[name].[hash]',
    bundle: true,
    splitting: true,
    minify: true,
    format: 'esm',
    platform: 'browser',
    target: ['chrome111', 'firefox115', 'safari16.4'],
    jsx: 'automatic',
    jsxImportSource: 'preact',
    charset: 'utf8',
    legalComments: 'none',
    metafile: true,
    logLevel: 'warning',
  });
  const outputs = Object.entries(result.metafile.outputs).map(([path, output]) => ({ ...output, path: resolve(root, path) }));
  const entry = (source) => outputs.find((output) => output.entryPoint === source);
  const script = entry('src/main.tsx');
  const style = entry('src/styles/main.css');
  const url = (path) => `/assets/${basename(path)}`;
  const icon = readFileSync(join(root, 'icon.svg'));
  const iconName = hashed('icon', 'svg', icon);
  writeFileSync(join(assets, iconName), icon);
  const terms = licences(result.metafile);
  const termsName = hashed('licences', 'txt', terms);
  writeFileSync(join(assets, termsName), terms);
  // What the first script imports is asked for together with it.
  const needed = script.imports.filter((one) => one.kind === 'import-statement').map((one) => resolve(root, one.path));
  const filled = readFileSync(join(root, 'index.html'), 'utf8')
    .replace('{{icon}}', url(iconName))
    .replace('{{licences}}', url(termsName))
    .replace('{{style}}', url(style.path))
    .replace('{{script}}', url(script.path))
    .replace('{{preload}}', needed.map((path) => `<link rel="modulepreload" href="${url(path)}" />`).join('\n    '));
  writeFileSync(join(out, 'index.html'), filled);
  const first = [script.path, ...needed];
  return {
    out,
    files: outputs.map((output) => relative(out, output.path)).concat(`assets/${iconName}`),
    /** Bytes of script, compressed, that must arrive before anything is drawn. */
    firstBytes: first.reduce((sum, path) => sum + gzipSync(readFileSync(path)).length, 0),
    sizes: outputs.map((output) => [basename(output.path), gzipSync(readFileSync(output.path)).length]),
  };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const built = await bundle(process.argv[2] === undefined ? undefined : resolve(process.argv[2]));
  for (const [name, bytes] of built.sizes) console.log(`${String(bytes).padStart(7)} bytes compressed  ${name}`);
  console.log(`${String(built.firstBytes).padStart(7)} bytes compressed  before anything is drawn`);
}
