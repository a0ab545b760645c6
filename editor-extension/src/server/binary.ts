// Which `whyspec` program to run, and whether it will do. No vscode in here: tested alone.
import * as path from 'node:path';

export const kOldestVersion = '0.1.0';

export type Origin = 'setting' | 'bundle' | 'path';
export interface Candidate {
  origin: Origin;
  file: string;
}

export interface Where {
  /** The setting whyspec.server.path; "" if unset. */
  setting: string;
  /** Folder of the extension. */
  extension: string;
  /** The variable PATH. */
  searchPath: string;
  /** What a relative setting is relative to; undefined without a workspace. */
  workspace: string | undefined;
  home: string;
  exists(file: string): boolean;
}

/**
 * The first program there is: setting, then bundle, then PATH. A setting that names
 * nothing is an answer too (the person wants that program, not another): `exists` is false.
 */
export function findProgram(where: Where): (Candidate & { exists: boolean }) | undefined {
  const setting = where.setting.trim();
  if (setting !== '') {
    const file = absolute(setting, where);
    return { origin: 'setting', file, exists: where.exists(file) };
  }
  const bundled = path.join(where.extension, 'server', 'whyspec');
  if (where.exists(bundled)) return { origin: 'bundle', file: bundled, exists: true };
  for (const folder of where.searchPath.split(path.delimiter)) {
    // A relative entry would mean a program of the workspace that is open.
    if (!path.isAbsolute(folder)) continue;
    const file = path.join(folder, 'whyspec');
    if (where.exists(file)) return { origin: 'path', file, exists: true };
  }
  return undefined;
}

function absolute(setting: string, where: Where): string {
  if (setting === '~' || setting.startsWith('~/')) return path.join(where.home, setting.slice(1));
  if (path.isAbsolute(setting)) return setting;
  return path.resolve(where.workspace ?? where.home, setting);
}

/** "whyspec 0.1.0" -> "0.1.0"; undefined if this is no Whyspec. */
export function parseVersion(output: string): string | undefined {
  return /^whyspec (\d+\.\d+\.\d+\S*)/.exec(output.trim())?.[1];
}

export function isOlder(version: string, than: string): boolean {
  const numbers = (text: string) => text.split(/[.+-]/, 3).map((part) => Number.parseInt(part, 10) || 0);
  const [a, b] = [numbers(version), numbers(than)];
  for (let i = 0; i < 3; i++) {
    const difference = (a[i] ?? 0) - (b[i] ?? 0);
    if (difference !== 0) return difference < 0;
  }
  return false;
}

/** The commands that `whyspec --help` (or `whyspec calls --help`) lists. */
export function commandsOf(help: string): string[] {
  const lines = help.split('\n');
  const start = lines.findIndex((line) => /^Commands:/.test(line));
  if (start < 0) return [];
  const names: string[] = [];
  for (const line of lines.slice(start + 1)) {
    const name = /^ {2}([a-z][a-z-]*)\b/.exec(line)?.[1];
    if (name !== undefined) names.push(name);
    else if (line.trim() === '' || /^\S/.test(line)) break;
  }
  return names;
}

// What a program needs to find its files and speak the person's language.
const kHarmless = /^(PATH|HOME|USER|LOGNAME|LANG|LANGUAGE|LC_[A-Z]+|TZ|TMPDIR|XDG_[A-Z_]+|NO_COLOR)$/;

/**
 * The environment of the program. A folder that is not trusted may hold a whyspec.json that
 * names a variable as the token of some call log: such a program is given none to name.
 */
export function environment(variables: NodeJS.ProcessEnv, trusted: boolean): NodeJS.ProcessEnv {
  if (trusted) return { ...variables };
  return Object.fromEntries(Object.entries(variables).filter(([name]) => kHarmless.test(name)));
}
