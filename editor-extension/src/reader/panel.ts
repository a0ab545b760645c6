// One panel in which calls are read, at the turn that is cited.
import * as vscode from 'vscode';
import type { CallsByAccount, CallView } from '../protocol';
import type { Session } from '../server/session';
import { tooOld } from '../evidence/view';
import { label, oneLine, shorten } from '../text/plain';
import { framePage } from '../text/page';
import { range } from '../text/ranges';
import { type FromReader, readFromReader, type ReaderWords, type ToReader } from './messages';

export interface CallReference {
  id?: string;
  uri?: string;
  anchor?: string;
}

const kViewType = 'whyspec.call';

export class CallReader implements vscode.WebviewPanelSerializer, vscode.Disposable {
  private panel: vscode.WebviewPanel | undefined;
  private shown: { reference: CallReference; call: CallView | undefined } | undefined;
  private ready = false;
  private pending: ToReader | undefined;
  private timer: NodeJS.Timeout | undefined;
  private readonly subscriptions: vscode.Disposable[] = [];

  constructor(private readonly session: Session, private readonly extension: vscode.Uri) {
    this.subscriptions.push(
      vscode.window.registerWebviewPanelSerializer(kViewType, this),
      vscode.workspace.onDidSaveTextDocument(() => void this.refresh()),
      session.onDidChangeState((state) => {
        if (state === 'running') void this.refresh();
      }),
    );
  }

  get active(): boolean {
    return this.panel?.active === true;
  }

  /** Opens beside a text that is being read, in place of the reader that is open. */
  async open(reference: CallReference): Promise<void> {
    if (this.panel === undefined) {
      const panel = vscode.window.createWebviewPanel(
        kViewType,
        vscode.l10n.t('Call'),
        { viewColumn: vscode.window.activeTextEditor === undefined ? vscode.ViewColumn.Active : vscode.ViewColumn.Beside },
        this.webviewOptions(),
      );
      this.adopt(panel);
    } else {
      this.panel.reveal(undefined, false);
    }
    await this.load(reference, false);
  }

  async deserializeWebviewPanel(panel: vscode.WebviewPanel, state: unknown): Promise<void> {
    const { id, anchor } = (typeof state === 'object' && state !== null ? state : {}) as Record<string, unknown>;
    if (typeof id !== 'string') {
      panel.dispose();
      return;
    }
    panel.webview.options = this.webviewOptions();
    this.adopt(panel);
    this.shown = { reference: { id, ...(typeof anchor === 'string' ? { anchor } : {}) }, call: undefined };
    await this.load(this.shown.reference, false);
  }

  /** The citation of the turn with the keyboard focus is the page's to copy; this is the call's. */
  citationOfCall(): string | undefined {
    const call = this.shown?.call;
    if (call === undefined) return undefined;
    const focus = call.focus === undefined ? undefined : call.turns[call.focus.first];
    return focus?.citation ?? `[${oneLine(call.title).replace(/[[\]\\]/g, '\\$&')}](call:${call.id})`;
  }

  private webviewOptions(): vscode.WebviewOptions {
    return {
      enableScripts: true,
      enableCommandUris: false,
      localResourceRoots: [vscode.Uri.joinPath(this.extension, 'media'), vscode.Uri.joinPath(this.extension, 'dist')],
    };
  }

  private adopt(panel: vscode.WebviewPanel): void {
    this.panel = panel;
    this.ready = false;
    panel.iconPath = {
      light: vscode.Uri.joinPath(this.extension, 'media', 'whyspec-light.svg'),
      dark: vscode.Uri.joinPath(this.extension, 'media', 'whyspec-dark.svg'),
    };
    panel.webview.onDidReceiveMessage((value: unknown) => {
      const message = readFromReader(value);
      if (message !== undefined) void this.on(message);
    });
    panel.onDidChangeViewState(() => this.tell());
    panel.onDidDispose(() => {
      if (this.panel !== panel) return;
      this.panel = undefined;
      this.shown = undefined;
      this.tell();
    });
    panel.webview.html = framePage(panel.webview, this.extension, 'reader', vscode.l10n.t('Call'));
    this.tell();
  }

  private tell(): void {
    void vscode.commands.executeCommand('setContext', 'whyspec.readerActive', this.active);
  }

  private async refresh(): Promise<void> {
    if (this.panel?.visible === true && this.shown !== undefined) await this.load(this.shown.reference, true);
  }

  private async load(reference: CallReference, keepPlace: boolean): Promise<void> {
    let answer = await this.session.ask<CallView>('whyspec/call', reference);
    let reading = false;
    if (answer.kind === 'answer' && answer.value === null) {
      // A window that was closed with a call open begins with it, before the calls are read.
      reading = await this.isReading();
      if (!reading) answer = await this.session.ask<CallView>('whyspec/call', reference);
    }
    if (this.panel === undefined) return;
    if (answer.kind === 'answer' && answer.value !== null) {
      this.shown = { reference, call: answer.value };
      this.panel.title = shorten(oneLine(answer.value.title), 48) || answer.value.id;
      this.send({ kind: 'call', call: answer.value, words: readerWords(), keepPlace });
      return;
    }
    this.shown = { reference, call: undefined };
    if (reading) {
      this.send({ kind: 'nothing', message: vscode.l10n.t('The calls are still being read…') });
      clearTimeout(this.timer);
      this.timer = setTimeout(() => void this.refresh(), 400);
      return;
    }
    const message =
      answer.kind === 'old'
        ? tooOld(this.session)
        : answer.kind === 'off'
          ? vscode.l10n.t('The Whyspec program does not run yet. The call opens when it does.')
          : answer.kind === 'failed'
            ? vscode.l10n.t('This call could not be read: {0}', oneLine(answer.message))
            : vscode.l10n.t('There is no call "{0}" in the call log.', label(reference.id ?? reference.uri ?? ''));
    this.send({ kind: 'nothing', message });
  }

  private async isReading(): Promise<boolean> {
    const calls = await this.session.ask<CallsByAccount>('whyspec/calls', {});
    return calls.kind === 'answer' && calls.value !== null && !calls.value.ready;
  }

  private send(message: ToReader): void {
    if (this.ready) void this.panel?.webview.postMessage(message);
    else this.pending = message;
  }

  private async on(message: FromReader): Promise<void> {
    const call = this.shown?.call;
    if (message.kind === 'ready') {
      this.ready = true;
      const pending = this.pending;
      this.pending = undefined;
      if (pending !== undefined) this.send(pending);
    } else if (message.kind === 'copy') {
      const citation = call?.turns[message.turn]?.citation;
      if (citation !== undefined) await vscode.env.clipboard.writeText(citation);
    } else if (message.kind === 'open-file') {
      if (call?.uri === undefined) return;
      const at = message.turn === undefined ? undefined : call.turns[message.turn]?.range;
      await vscode.window.showTextDocument(vscode.Uri.parse(call.uri), {
        preview: true,
        ...(at === undefined ? {} : { selection: range(at) }),
      });
    } else {
      const spec = call?.specs[message.spec];
      if (spec === undefined) return;
      const at = spec.ranges[0];
      await vscode.window.showTextDocument(vscode.Uri.parse(spec.uri), {
        viewColumn: vscode.ViewColumn.One,
        ...(at === undefined ? {} : { selection: range(at) }),
      });
    }
  }

  dispose(): void {
    clearTimeout(this.timer);
    this.panel?.dispose();
    this.subscriptions.forEach((subscription) => subscription.dispose());
  }
}

function readerWords(): ReaderWords {
  return {
    citedBy: vscode.l10n.t('Cited by'),
    nobodyCites: vscode.l10n.t('No spec cites this call yet.'),
    copyCitation: vscode.l10n.t('Copy citation'),
    copied: vscode.l10n.t('Copied'),
    openFile: vscode.l10n.t('Open the file'),
    people: vscode.l10n.t('People on the call'),
    transcript: vscode.l10n.t('Transcript'),
    us: vscode.l10n.t('us'),
    them: vscode.l10n.t('their side'),
    keys: vscode.l10n.t('↑ ↓ move between turns · C copies a citation · Enter opens the file there'),
    citedTurn: vscode.l10n.t('cited'),
  };
}
