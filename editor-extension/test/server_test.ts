import assert from 'node:assert/strict';
import { test } from 'node:test';
import { plainCompletion, plainSymbol } from '../src/server/icons';
import { commandsOf, environment, findProgram, isOlder, parseVersion, type Where } from '../src/server/binary';
import { run } from '../src/server/run';

const where = (files: string[], over: Partial<Where> = {}): Where => ({
  setting: '',
  extension: '/ext',
  searchPath: '/usr/bin:relative:/opt/bin',
  workspace: '/our folder',
  home: '/home/jane',
  exists: (file) => files.includes(file),
  ...over,
});

test('the program is that of the setting, then of the bundle, then of PATH', () => {
  const all = ['/own/whyspec', '/ext/server/whyspec', '/opt/bin/whyspec'];
  assert.equal(findProgram(where(all, { setting: '/own/whyspec' }))?.origin, 'setting');
  assert.equal(findProgram(where(all))?.file, '/ext/server/whyspec');
  assert.deepEqual(findProgram(where(['/opt/bin/whyspec'])), { origin: 'path', file: '/opt/bin/whyspec', exists: true });
  assert.equal(findProgram(where([])), undefined);
});

test('a setting that names nothing is told, not passed over', () => {
  const found = findProgram(where(['/ext/server/whyspec'], { setting: '/gone/whyspec' }));
  assert.deepEqual(found, { origin: 'setting', file: '/gone/whyspec', exists: false });
});

test('settings may start at home or at the workspace', () => {
  assert.equal(findProgram(where([], { setting: '~/bin/whyspec' }))?.file, '/home/jane/bin/whyspec');
  assert.equal(findProgram(where([], { setting: 'tools/whyspec' }))?.file, '/our folder/tools/whyspec');
});

test('a relative entry of PATH never names a program of the workspace', () => {
  assert.equal(findProgram(where(['relative/whyspec'])), undefined);
});

test('versions are read and compared by number', () => {
  assert.equal(parseVersion('whyspec 0.1.0\n'), '0.1.0');
  assert.equal(parseVersion('whyspec 1.12.3-rc.1 (linux)\n'), '1.12.3-rc.1');
  assert.equal(parseVersion('GNU bash, version 5'), undefined);
  assert.ok(isOlder('0.9.0', '0.10.0'));
  assert.ok(!isOlder('0.10.0', '0.9.9'));
  assert.ok(!isOlder('0.1.0', '0.1.0'));
});

test('the commands a program has are those its help lists', () => {
  const help = 'Usage: whyspec\n\nCommands:\n  check                           Check\n  calls                           Calls\n\n`whyspec COMMAND --help`\n';
  assert.deepEqual(commandsOf(help), ['check', 'calls']);
  assert.deepEqual(commandsOf('Usage: nothing'), []);
});

test('a folder that is not trusted names no secret of the environment', () => {
  const variables = { PATH: '/bin', HOME: '/h', LC_ALL: 'C', XDG_CACHE_HOME: '/c', WHYSPEC_TOKEN: 's', AWS_SECRET_ACCESS_KEY: 's', LD_PRELOAD: 'x' };
  assert.deepEqual(environment(variables, false), { PATH: '/bin', HOME: '/h', LC_ALL: 'C', XDG_CACHE_HOME: '/c' });
  assert.deepEqual(environment(variables, true), variables);
});

test('a program is run without a shell, and what went wrong is told', async () => {
  const env = { PATH: process.env.PATH ?? '' };
  const said = await run(process.execPath, ['-e', 'console.log(process.argv[1]); process.exit(3)', '--', '$(id); `id`'], { env, milliseconds: 20_000 });
  assert.deepEqual([said.status, said.stdout.trim(), said.failure], [3, '$(id); `id`', undefined]);
  assert.equal((await run('/no/such/program', [], { env, milliseconds: 5000 })).failure, 'ENOENT');
  assert.equal((await run(__filename, [], { env, milliseconds: 5000 })).failure, 'EACCES');
  assert.equal((await run(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { env, milliseconds: 200 })).failure, 'too slow');
});

test('labels draw no icon, and what is inserted stays as it was', () => {
  const plain = (item: { label: string | { label: string; description?: string }; insertText?: string }) =>
    plainCompletion(item as Parameters<typeof plainCompletion>[0]);
  assert.deepEqual(plain({ label: 'a $(trash)' }), { label: 'a $\u2060(trash)', filterText: 'a $(trash)', insertText: 'a $(trash)' });
  assert.deepEqual(plain({ label: { label: 'a', description: '$(x)' }, insertText: 'b' }), { label: { label: 'a', description: '$\u2060(x)' }, insertText: 'b' });
  assert.equal(plainSymbol({ name: '$(trash)', children: [{ name: '$(x)', children: [] }] } as unknown as Parameters<typeof plainSymbol>[0]).name, '$\u2060(trash)');
});
