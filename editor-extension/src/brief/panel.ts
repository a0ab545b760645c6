// Shows the brief of a spec, and keeps it up to date while the spec is written.
import * as vscode from 'vscode';
import type { EvidenceStore } from '../evidence/store';
import { tooOld } from '../evidence/view';
import type { Session } from '../server/session';
import { oneLine, shorten } from '../text/plain';
import { framePage } from '../text/page';
import { range } from '../text/ranges';
import type { BriefWords, ToBrief } from './messages';

export class BriefPanel implements vscode.Disposable {
  private panel: vscode.WebviewPanel | undefined;
  private uri: vscode.Uri | undefined;
  private ready = false;
  private readonly subscriptions: vscode.Disposable[] = [];

  constructor(
    private readonly session: Session,
    private readonly store: EvidenceStore,
    private readonly extension: vscode.Uri,
  ) {
    this.subscriptions.push(
      store.onDidChange((uri) => {
        if (uri.toString() === this.uri?.toString()) void this.show();
      }),
    );
  }

  async open(uri: vscode.Uri): Promise<void> {
    this.uri = uri;
    if (this.panel === undefined) {
      const panel = vscode.window.createWebviewPanel('whyspec.brief', vscode.l10n.t('Brief'), vscode.ViewColumn.Active, {
        enableScripts: true,
        enableCommandUris: false,
        localResourceRoots: [vscode.Uri.joinPath(this.extension, 'media'), vscode.Uri.joinPath(this.extension, 'dist')],
      });
      this.panel = panel;
      this.ready = false;
      panel.iconPath = {
        light: vscode.Uri.joinPath(this.extension, 'media', 'whyspec-light.svg'),
        dark: vscode.Uri.joinPath(this.extension, 'media', 'whyspec-dark.svg'),
      };
      panel.webview.onDidReceiveMessage(() => {
        this.ready = true; // the one thing the page says
        void this.show();
      });
      panel.onDidDispose(() => {
        this.panel = undefined;
        this.uri = undefined;
      });
      panel.webview.html = framePage(panel.webview, this.extension, 'brief', vscode.l10n.t('Brief'));
    } else {
      this.panel.reveal();
      await this.show();
    }
  }

  private async show(): Promise<void> {
    const { panel, uri } = this;
    if (panel === undefined || uri === undefined || !this.ready) return;
    const send = (message: ToBrief) => panel.webview.postMessage(message);
    const answer = await this.store.refresh(uri);
    if (answer.kind !== 'answer' || answer.value === null) {
      await send({
        kind: 'nothing',
        message:
          answer.kind === 'old'
            ? tooOld(this.session)
            : answer.kind === 'off'
              ? vscode.l10n.t('The Whyspec program does not run yet. The brief comes when it does.')
              : answer.kind === 'failed'
              ? vscode.l10n.t('The brief could not be made: {0}', oneLine(answer.message))
              : vscode.l10n.t('This file is not a spec. Specs stand in the specs folder, or say "type: spec" at their top.'),
      });
      return;
    }
    const document = await vscode.workspace.openTextDocument(uri);
    const { briefOf } = await import('./model'); // with the Markdown parser it needs
    const brief = briefOf(answer.value, (place) => document.getText(range(place)));
    panel.title = vscode.l10n.t('Brief: {0}', shorten(brief.title, 40));
    await send({ kind: 'brief', brief, words: briefWords() });
  }

  dispose(): void {
    this.panel?.dispose();
    this.subscriptions.forEach((subscription) => subscription.dispose());
  }
}

function briefWords(): BriefWords {
  return {
    voices: vscode.l10n.t('What customers said'),
    against: vscode.l10n.t('Speaks against it'),
    larger: vscode.l10n.t('Larger text'),
    smaller: vscode.l10n.t('Smaller text'),
    nothing: vscode.l10n.t('Nothing is written here yet.'),
    keys: vscode.l10n.t('+ and − change the size'),
  };
}
