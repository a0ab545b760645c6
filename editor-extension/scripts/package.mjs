// Makes the .vsix: node scripts/package.mjs --server PROGRAM --out FILE
// What belongs to other folders (program, schemas, sample, licence) is copied in first.
import { execFileSync } from 'node:child_process';
import { chmodSync, copyFileSync, cpSync, mkdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { createVSIX } from '@vscode/vsce';
import { bundle, root } from './build.mjs';

const kLargest = 8 * 1024 * 1024;
// What every Linux with glibc has: nothing else may be needed.
const kLibraries = ['linux-vdso.so.1', 'libc.so.6', 'libm.so.6', 'libstdc++.so.6', 'libgcc_s.so.1', 'ld-linux-x86-64.so.2'];

const { values } = parseArgs({ options: { server: { type: 'string' }, out: { type: 'string' }, 'pre-release': { type: 'boolean' } } });
if (values.server === undefined || values.out === undefined) {
  console.error('Use: node scripts/package.mjs --server PROGRAM --out FILE.vsix');
  process.exit(2);
}
const repository = join(root, '..');
const server = join(root, 'server', 'whyspec');
const out = resolve(values.out);
const fail = (text) => {
  console.error(text);
  process.exit(1);
};

for (const folder of ['server', 'schemas', 'sample']) rmSync(join(root, folder), { recursive: true, force: true });
for (const folder of ['server', 'schemas']) mkdirSync(join(root, folder));
execFileSync('strip', ['-o', server, resolve(values.server)]);
chmodSync(server, 0o755);
for (const name of ['config', 'call', 'accounts']) {
  copyFileSync(join(repository, 'schemas', `${name}.schema.json`), join(root, 'schemas', `${name}.schema.json`));
}
cpSync(join(root, 'sample-workspace'), join(root, 'sample'), { recursive: true });
copyFileSync(join(repository, 'LICENSE'), join(root, 'LICENSE'));

for (const line of execFileSync('ldd', [server], { encoding: 'utf8' }).split('\n')) {
  const library = line.trim().split(/\s/)[0]?.split('/').pop();
  if (library && !kLibraries.includes(library)) fail(`The program needs ${library}, which not every machine has: link it statically.`);
}
const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const told = execFileSync(server, ['--version'], { encoding: 'utf8' }).trim();
if (!told.startsWith(`whyspec ${version}`)) fail(`The extension is ${version}, the program says "${told}".`);

await bundle();
mkdirSync(dirname(out), { recursive: true });
await createVSIX({
  cwd: root,
  packagePath: out,
  target: 'linux-x64',
  dependencies: false,
  allowMissingRepository: true,
  preRelease: values['pre-release'] ?? false,
});
const { size } = statSync(out);
if (size > kLargest) fail(`${out} is ${size} bytes, more than ${kLargest}.`);
console.log(out);
