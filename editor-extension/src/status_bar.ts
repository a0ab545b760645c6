// One glance: the evidence of the spec in the active editor, or what the server is doing.
import * as vscode from 'vscode';
import type { EvidenceStore } from './evidence/store';
import type { SpecEvidence } from './protocol';
import { type Session, whatIsOff } from './server/session';
import type { CallLog } from './team/call_log';
import { oneLine } from './text/plain';

export function statusText(spec: SpecEvidence): string {
  const icon = { ok: '$(pass)', weak: '$(warning)', missing: '$(circle-large-outline)' }[spec.state];
  const counts =
    spec.prospects + spec.customers === 0
      ? vscode.l10n.t('no customer yet')
      : [
          spec.prospects === 0 ? '' : spec.prospects === 1 ? vscode.l10n.t('1 prospect') : vscode.l10n.t('{0} prospects', spec.prospects),
          spec.customers === 0 ? '' : spec.customers === 1 ? vscode.l10n.t('1 customer') : vscode.l10n.t('{0} customers', spec.customers),
        ]
          .filter((part) => part !== '')
          .join(' · ');
  return `${icon} ${counts}`;
}

export class StatusBar implements vscode.Disposable {
  private readonly item = vscode.window.createStatusBarItem('whyspec.status', vscode.StatusBarAlignment.Left, 40);
  private readonly subscriptions: vscode.Disposable[] = [];
  private document: vscode.TextDocument | undefined; // that is being read; a panel in front leaves it

  constructor(
    private readonly session: Session,
    private readonly store: EvidenceStore,
    private readonly callLog: CallLog,
  ) {
    this.item.name = 'Whyspec';
    this.subscriptions.push(
      this.item,
      vscode.window.onDidChangeActiveTextEditor((editor) => this.follow(editor)),
      vscode.workspace.onDidCloseTextDocument((document) => {
        if (document === this.document) this.follow(vscode.window.activeTextEditor, true);
      }),
      store.onDidChange(() => this.show()),
      session.onDidChangeState(() => this.show()),
      callLog.onDidChange(() => this.show()),
    );
    this.follow(vscode.window.activeTextEditor);
  }

  private follow(editor: vscode.TextEditor | undefined, closed = false): void {
    if (editor !== undefined || closed) this.document = editor?.document;
    this.show();
  }

  private show(): void {
    const { state } = this.session;
    this.item.backgroundColor = undefined;
    if (state === 'broken') {
      this.set('$(error) Whyspec', vscode.l10n.t('The Whyspec program does not run. Click for its log.'), 'whyspec.showLog');
      this.item.backgroundColor = new vscode.ThemeColor('statusBarItem.errorBackground');
      return;
    }
    const { document } = this;
    const wanted = document?.languageId === 'markdown' && document.uri.scheme === 'file';
    if (document === undefined || !wanted || state === 'off') return this.item.hide();
    if (state === 'starting') return this.set('$(sync~spin) Whyspec', vscode.l10n.t('Whyspec is starting'), undefined);
    const spec = this.store.value(document.uri);
    if (spec === undefined) return this.item.hide();
    const lines = [oneLine(spec.title), oneLine(spec.summary)];
    if (spec.errors > 0) lines.push(vscode.l10n.t('Errors: {0}', spec.errors));
    if (spec.warnings > 0) lines.push(vscode.l10n.t('Warnings: {0}', spec.warnings));
    if (!vscode.workspace.isTrusted) lines.push(whatIsOff());
    lines.push(this.callLog.describe());
    lines.push(vscode.l10n.t('Click to see the evidence.'));
    const mark = { connecting: ' $(sync~spin)', offline: ' $(cloud-offline)', refused: ' $(key)', synced: '', off: '' }[this.callLog.state.state];
    this.set(`${statusText(spec)}${mark}`, lines.filter((line) => line !== '').join('\n'), 'whyspec.evidence.focus');
  }

  private set(text: string, tooltip: string, command: string | undefined): void {
    this.item.text = text;
    this.item.tooltip = tooltip;
    this.item.command = command;
    this.item.accessibilityInformation = { label: `${text.replace(/\$\([^)]*\)/g, '').trim()}. ${tooltip}` };
    this.item.show();
  }

  dispose(): void {
    this.subscriptions.forEach((subscription) => subscription.dispose());
  }
}
