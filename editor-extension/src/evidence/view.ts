// The Evidence side bar of the spec in the active editor.
import * as vscode from 'vscode';
import { type Session, whatIsOff } from '../server/session';
import { RowTree } from '../text/rows';
import { oneLine } from '../text/plain';
import { evidenceRows, type Row } from './model';
import type { EvidenceStore } from './store';

export class EvidenceView implements vscode.Disposable {
  private readonly tree = new RowTree();
  private readonly view: vscode.TreeView<Row>;
  private readonly subscriptions: vscode.Disposable[] = [];
  private uri: vscode.Uri | undefined; // of the spec shown

  constructor(private readonly session: Session, private readonly store: EvidenceStore) {
    this.view = vscode.window.createTreeView('whyspec.evidence', { treeDataProvider: this.tree });
    this.subscriptions.push(
      this.view,
      vscode.window.onDidChangeActiveTextEditor((editor) => this.follow(editor)),
      store.onDidChange((uri) => {
        if (uri.toString() === this.uri?.toString()) this.show();
      }),
      session.onDidChangeState(() => this.show()),
      this.view.onDidChangeVisibility(() => this.show()),
    );
    this.follow(vscode.window.activeTextEditor);
  }

  // A panel (preview, reader, brief) that takes the focus leaves the spec on show.
  private follow(editor: vscode.TextEditor | undefined): void {
    if (editor === undefined) return;
    this.uri = editor.document.languageId === 'markdown' && editor.document.uri.scheme === 'file' ? editor.document.uri : undefined;
    this.show();
  }

  private show(): void {
    const { rows, message, description, badge } = this.content();
    this.tree.show(rows);
    this.view.message = message ?? (rows.length > 0 && !vscode.workspace.isTrusted ? whatIsOff() : '');
    this.view.description = description ?? '';
    this.view.badge = badge;
  }

  private content(): { rows: Row[]; message?: string; description?: string; badge?: vscode.ViewBadge } {
    if (this.session.state !== 'running' || this.uri === undefined || !this.view.visible) return { rows: [] };
    const answer = this.store.get(this.uri);
    if (answer === undefined) return { rows: [], message: vscode.l10n.t('Reading the spec…') };
    switch (answer.kind) {
      case 'off':
        return { rows: [] };
      case 'old':
        return { rows: [], message: tooOld(this.session) };
      case 'failed':
        return { rows: [], message: vscode.l10n.t('The evidence of this spec could not be read: {0}', oneLine(answer.message)) };
      case 'answer': {
        const spec = answer.value;
        if (spec === null) return { rows: [] };
        const open = spec.claims.filter((claim) => claim.state === 'missing').length;
        return {
          rows: evidenceRows(spec, this.uri.toString()),
          description: oneLine(spec.title),
          ...(spec.errors + open === 0
            ? {}
            : { badge: { value: spec.errors + open, tooltip: vscode.l10n.t('Gaps in this spec: {0}', spec.errors + open) } }),
        };
      }
    }
  }

  dispose(): void {
    this.subscriptions.forEach((subscription) => subscription.dispose());
  }
}

export function tooOld(session: Session): string {
  return vscode.l10n.t(
    'The Whyspec program that runs ({0}) is older than this extension and cannot tell. Findings, hovers and completion work. Update the program to see more here.',
    session.version,
  );
}
