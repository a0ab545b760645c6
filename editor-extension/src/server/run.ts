// Runs the command line once. Output is text; the program never gets a shell.
import { spawn } from 'node:child_process';

export interface RunResult {
  /** Exit status; -1 when it could not be started or did not end in time. */
  status: number;
  stdout: string;
  stderr: string;
  /** Why it could not run: "ENOENT", "EACCES", "too slow" … */
  failure?: string;
}

const kMostOutput = 32 * 1024 * 1024;

export function run(
  program: string,
  args: readonly string[],
  options: { cwd?: string; env: NodeJS.ProcessEnv; milliseconds: number; signal?: AbortSignal },
): Promise<RunResult> {
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
      ...(options.signal === undefined ? {} : { signal: options.signal }),
      env: { ...options.env, NO_COLOR: '1' },
      stdio: ['ignore', 'pipe', 'pipe'],
      windowsHide: true,
    });
    let failure: string | undefined;
    const timer = setTimeout(() => {
      failure = 'too slow';
      child.kill('SIGKILL');
    }, options.milliseconds);
    const texts = { stdout: '', stderr: '' };
    for (const name of ['stdout', 'stderr'] as const) {
      child[name].setEncoding('utf8');
      child[name].on('data', (text: string) => {
        if (texts[name].length < kMostOutput) texts[name] += text;
      });
    }
    child.on('error', (error: NodeJS.ErrnoException) => {
      failure ??= error.name === 'AbortError' ? 'cancelled' : (error.code ?? error.message);
    });
    child.on('close', (code) => {
      clearTimeout(timer);
      const status = failure === undefined ? (code ?? -1) : -1;
      resolve({ status, ...texts, ...(failure === undefined ? {} : { failure }) });
    });
  });
}
