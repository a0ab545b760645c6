// Serves the pages with invented data: npm run fake [-- PORT]. Sign in with the links it prints.
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { bundle, root } from './build.mjs';

/** The stand-in server as a module that Node can load. */
export async function bundleFake(out = mkdtempSync(join(tmpdir(), 'whyspec-fake-'))) {
  await build({ absWorkingDir: root, entryPoints: ['fake/server.ts', 'fake/data.ts'], outdir: out, outExtension: { '.js': '.mjs' }, bundle: true, platform: 'node', format: 'esm', target: 'node20', logLevel: 'warning' });
  return pathToFileURL(join(out, 'server.mjs')).href;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { out } = await bundle();
  const { startFake } = await import(await bundleFake());
  const { url } = await startFake({ dist: out, port: Number(process.argv[2] ?? 7172) });
  for (const who of ['sam', 'kit', 'ada', 'fred', 'dora', 'nova']) console.log(`${url}/login#wsp_${who}`);
}
