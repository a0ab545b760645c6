// The one language server of this window: found, checked, started, restarted and explained.
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as vscode from 'vscode';
import type {
  ClientCapabilities,
  CloseHandlerResult,
  LanguageClient,
  LanguageClientOptions,
  Middleware,
  StaticFeature,
} from 'vscode-languageclient/node';
import { type Candidate, environment, findProgram, isOlder, kOldestVersion, parseVersion } from './binary';
import { plainCompletion, plainLens, plainSymbol } from './icons';
import { run, type RunResult } from './run';

type Library = typeof import('vscode-languageclient/node');

export type State = 'off' | 'starting' | 'running' | 'broken';

/** What a question to the server came to. */
export type Answer<T> =
  | { kind: 'answer'; value: T | null }
  | { kind: 'old' } // this program does not know the question
  | { kind: 'off' } // no program is running
  | { kind: 'failed'; message: string };

const kMethodNotFound = -32601;
const kContentModified = -32801;
const kRequestCancelled = -32800;

// Commands of this extension (or of VS Code) that the server may put into its answers.
const kCommandsWeKnow = ['whyspec.showReferences', 'editor.action.triggerSuggest'];

const kDocuments = [
  { scheme: 'file', language: 'markdown' },
  ...['vtt', 'srt', 'call.yaml', 'call.yml'].map((end) => ({ scheme: 'file', pattern: `**/*.${end}` })),
  { scheme: 'file', pattern: '**/calls/**/*.{json,txt,yaml,yml}' },
  { scheme: 'file', pattern: '**/whyspec.json' },
];

const kMiddleware: Middleware = {
  // The hover above a link says who and when already: there is no room to say it twice.
  provideDocumentLinks: async (document, token, next) => (await next(document, token))?.map(sayOnce),
  resolveDocumentLink: async (link, token, next) => ifAny(await next(link, token), sayOnce),
  provideCompletionItem: async (document, position, context, token, next) => {
    const offered = await next(document, position, context, token);
    (Array.isArray(offered) ? offered : offered?.items)?.forEach(plainCompletion);
    return offered;
  },
  resolveCompletionItem: async (item, token, next) => ifAny(await next(item, token), plainCompletion),
  provideCodeLenses: async (document, token, next) => (await next(document, token))?.map(plainLens),
  resolveCodeLens: async (lens, token, next) => ifAny(await next(lens, token), plainLens),
  provideDocumentSymbols: async (document, token, next) => {
    const symbols = await next(document, token);
    symbols?.forEach((symbol: vscode.SymbolInformation | vscode.DocumentSymbol) => plainSymbol(symbol));
    return symbols;
  },
  provideWorkspaceSymbols: async (query, token, next) => (await next(query, token))?.map(plainSymbol),
};

function ifAny<T>(value: T | null | undefined, make: (value: T) => T): T | null | undefined {
  return value === null || value === undefined ? value : make(value);
}

export class Session implements vscode.Disposable {
  private client: LanguageClient | undefined;
  private state_: State = 'off';
  private version_ = '';
  private work: Promise<void> = Promise.resolve();
  private crashes: number[] = [];
  private readonly hooks: ((client: LanguageClient) => void)[] = [];
  private readonly changed = new vscode.EventEmitter<State>();
  readonly onDidChangeState = this.changed.event;
  readonly log: vscode.LogOutputChannel;

  constructor(private readonly extension: vscode.Uri) {
    this.log = vscode.window.createOutputChannel('Whyspec', { log: true });
  }

  get state(): State {
    return this.state_;
  }
  get version(): string {
    return this.version_;
  }

  start(): Promise<void> {
    return this.inOrder(() => (this.state_ === 'running' ? Promise.resolve() : this.startNow()));
  }

  restart(): Promise<void> {
    return this.inOrder(async () => {
      await this.stopNow();
      this.crashes = [];
      await this.startNow();
    });
  }

  /** Called with each client before it starts: for what the server asks and tells on its own. */
  onStarting(hook: (client: LanguageClient) => void): void {
    this.hooks.push(hook);
  }

  async tell(method: string, params: object): Promise<void> {
    if (this.state_ === 'running') await this.client?.sendNotification(method, params);
  }

  /** Asks a question of protocol.ts. */
  async ask<T>(method: string, params: object, token?: vscode.CancellationToken): Promise<Answer<T>> {
    const client = this.client;
    if (this.state_ !== 'running' || client === undefined) return { kind: 'off' };
    try {
      // A third argument of undefined would be sent as a second parameter.
      const value = await (token === undefined
        ? client.sendRequest<T | null>(method, params)
        : client.sendRequest<T | null>(method, params, token));
      return { kind: 'answer', value };
    } catch (error) {
      const code = codeOf(error);
      if (code === kMethodNotFound) return { kind: 'old' };
      if (code === kContentModified || code === kRequestCancelled) return { kind: 'off' };
      const message = messageOf(error);
      this.log.error(`${method}: ${message}`);
      return { kind: 'failed', message };
    }
  }

  /** Runs the command line; explains itself and answers undefined when there is no program. */
  async run(args: readonly string[], cwd?: string, signal?: AbortSignal): Promise<RunResult | undefined> {
    const program = await this.checked();
    if (program === undefined) return undefined;
    this.log.info(`$ whyspec ${args.join(' ')}`);
    const result = await run(program.file, args, {
      env: this.environment(),
      milliseconds: 120_000,
      ...(cwd === undefined ? {} : { cwd }),
      ...(signal === undefined ? {} : { signal }),
    });
    if (result.stderr.trim() !== '') this.log.info(result.stderr.trim());
    return result;
  }

  /** A location of the server as VS Code's. */
  get converter(): LanguageClient['protocol2CodeConverter'] | undefined {
    return this.client?.protocol2CodeConverter;
  }

  private inOrder(task: () => Promise<void>): Promise<void> {
    this.work = this.work.then(task, task);
    return this.work;
  }

  private become(state: State): void {
    if (state === this.state_) return;
    this.state_ = state;
    void vscode.commands.executeCommand('setContext', 'whyspec.state', state);
    this.changed.fire(state);
  }

  private environment(): NodeJS.ProcessEnv {
    return environment(process.env, vscode.workspace.isTrusted);
  }

  private async startNow(): Promise<void> {
    this.become('starting');
    const program = await this.checked();
    if (program === undefined) {
      this.become('broken');
      return;
    }
    // Loaded now, not with the extension: a window that only shows a Markdown preview does without.
    const library = await import('vscode-languageclient/node');
    const client = new library.LanguageClient(
      'whyspec',
      'Whyspec',
      { command: program.file, args: ['lsp'], options: { env: this.environment() } },
      this.options(library),
    );
    const commands: StaticFeature = {
      fillClientCapabilities(capabilities: ClientCapabilities) {
        capabilities.experimental = { ...asObject(capabilities.experimental), commands: { commands: kCommandsWeKnow }, whyspec: { callLog: true } };
      },
      initialize: () => undefined,
      getState: () => ({ kind: 'static' }),
      clear: () => undefined,
    };
    client.registerFeature(commands);
    // What goes wrong is explained by this file, in words of a person; the library's go into the log.
    const tellLog = client.error.bind(client);
    client.error = (message: string, data?: unknown) => tellLog(message, data, false);
    this.hooks.forEach((hook) => hook(client));
    this.client = client;
    try {
      await client.start();
      this.log.info(`whyspec ${this.version_} runs: ${program.file}`);
      this.become('running');
    } catch (error) {
      this.client = undefined;
      this.become('broken');
      this.log.error(messageOf(error));
      void this.explain(
        vscode.l10n.t('The Whyspec program started and then did not answer. Its log says why.'),
        'log',
      );
    }
  }

  private async stopNow(): Promise<void> {
    const client = this.client;
    this.client = undefined;
    this.become('off');
    if (client === undefined) return;
    try {
      await client.stop(3000);
      await client.dispose();
    } catch (error) {
      this.log.warn(messageOf(error)); // it may be dead already
    }
  }

  private options(library: Library): LanguageClientOptions {
    return {
      documentSelector: kDocuments,
      outputChannel: this.log,
      revealOutputChannelOn: library.RevealOutputChannelOn.Never,
      diagnosticCollectionName: 'whyspec',
      initializationOptions: { trusted: vscode.workspace.isTrusted },
      // Words of calls reach hovers: no commands, no HTML, no icons in them.
      markdown: { isTrusted: false, supportHtml: false, supportThemeIcons: false },
      middleware: kMiddleware,
      diagnosticPullOptions: { onChange: true, onSave: true },
      errorHandler: {
        error: () => ({ action: library.ErrorAction.Continue }),
        closed: () => this.onClosed(library),
      },
    };
  }

  // Started again three times in three minutes; then a person decides.
  private onClosed(library: Library): CloseHandlerResult {
    // One that never answered is explained by startNow, and not tried again.
    if (this.state_ !== 'running') return { action: library.CloseAction.DoNotRestart, handled: true };
    const now = Date.now();
    this.crashes = [...this.crashes.filter((at) => now - at < 180_000), now];
    if (this.crashes.length <= 3) {
      this.log.warn('The Whyspec program ended; it is started again.');
      return { action: library.CloseAction.Restart, handled: true };
    }
    this.become('broken');
    void this.explain(
      vscode.l10n.t('The Whyspec program ended several times in a row. Its log may say why.'),
      'log',
      'restart',
    );
    return { action: library.CloseAction.DoNotRestart, handled: true };
  }

  /** The program to run, after it told its version; undefined after a message that says what to do. */
  private async checked(): Promise<Candidate | undefined> {
    const found = findProgram({
      setting: vscode.workspace.getConfiguration('whyspec').get<string>('server.path', ''),
      extension: this.extension.fsPath,
      searchPath: process.env.PATH ?? '',
      workspace: vscode.workspace.workspaceFolders?.[0]?.uri.fsPath,
      home: os.homedir(),
      exists: (file) => fs.statSync(file, { throwIfNoEntry: false })?.isFile() === true,
    });
    if (found === undefined) {
      void this.explain(
        vscode.l10n.t(
          'The Whyspec program is not there: this copy of the extension brings none for this machine, and none is installed. Install it, then say where it is.',
        ),
        'setting',
      );
      return undefined;
    }
    if (!found.exists) {
      void this.explain(
        vscode.l10n.t('The setting "Whyspec › Server: Path" names {0}, and there is no such file.', found.file),
        'setting',
      );
      return undefined;
    }
    const result = await run(found.file, ['--version'], { env: this.environment(), milliseconds: 10_000 });
    const version = result.status === 0 ? parseVersion(result.stdout) : undefined;
    if (version === undefined) {
      this.log.error(`${found.file} --version: ${result.failure ?? result.status} ${result.stderr.trim()}`);
      void this.explain(this.whyNot(found, result), found.origin === 'setting' ? 'setting' : 'log', 'log');
      return undefined;
    }
    if (isOlder(version, kOldestVersion)) {
      void this.explain(
        vscode.l10n.t(
          'The Whyspec program {0} is version {1}; this extension needs {2} or newer. Update it, or clear the setting to use the one that comes with the extension.',
          found.file,
          version,
          kOldestVersion,
        ),
        'setting',
      );
      return undefined;
    }
    this.version_ = version;
    return found;
  }

  private whyNot(found: Candidate, result: RunResult): string {
    if (result.failure === 'EACCES') {
      return vscode.l10n.t('{0} may not be run: it lacks the permission to be a program.', found.file);
    }
    if (result.failure !== undefined || result.status !== 0) {
      return vscode.l10n.t('{0} does not run on this machine. The log says what it answered.', found.file);
    }
    return vscode.l10n.t('{0} runs, but it is not Whyspec.', found.file);
  }

  private async explain(message: string, ...help: ('setting' | 'log' | 'restart')[]): Promise<void> {
    this.log.error(message);
    const actions = new Map<string, string>();
    for (const what of new Set(help)) {
      if (what === 'setting') actions.set(vscode.l10n.t('Open Setting'), 'whyspec.openServerSetting');
      if (what === 'log') actions.set(vscode.l10n.t('Show Log'), 'whyspec.showLog');
      if (what === 'restart') actions.set(vscode.l10n.t('Start Again'), 'whyspec.restart');
    }
    const chosen = await vscode.window.showErrorMessage(message, ...actions.keys());
    const command = chosen === undefined ? undefined : actions.get(chosen);
    if (command !== undefined) await vscode.commands.executeCommand(command);
  }

  async stop(): Promise<void> {
    await this.inOrder(() => this.stopNow());
  }

  dispose(): void {
    void this.stop();
    this.changed.dispose();
    this.log.dispose();
  }
}

/** For a window whose folders a person has not said to trust. */
export function whatIsOff(): string {
  return vscode.l10n.t('Restricted Mode: a program or a team call log that this folder names is not used.');
}

function sayOnce(link: vscode.DocumentLink): vscode.DocumentLink {
  if (link.tooltip !== undefined) link.tooltip = vscode.l10n.t('Open the file of the call');
  return link;
}

function asObject(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

function codeOf(error: unknown): unknown {
  return typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
