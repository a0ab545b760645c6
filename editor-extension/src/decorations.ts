// Specs with errors carry a mark in the explorer, in tabs and in quick open. VS Code counts problems
// there itself: then ours only says in the tooltip what the count means.
import * as vscode from 'vscode';

export class SpecDecorations implements vscode.FileDecorationProvider, vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<vscode.Uri[] | undefined>();
  readonly onDidChangeFileDecorations = this.changed.event;
  private readonly marked = new Map<string, number>();
  private readonly subscriptions: vscode.Disposable[];

  constructor() {
    this.subscriptions = [
      vscode.window.registerFileDecorationProvider(this),
      vscode.languages.onDidChangeDiagnostics((event) => this.look(event.uris)),
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration('problems')) this.changed.fire(undefined);
      }),
    ];
  }

  private look(uris: readonly vscode.Uri[]): void {
    const changed = uris.filter((uri) => {
      const errors = errorsOf(uri);
      const known = this.marked.get(uri.toString()) ?? 0;
      if (errors === 0) this.marked.delete(uri.toString());
      else this.marked.set(uri.toString(), errors);
      return errors !== known;
    });
    if (changed.length > 0) this.changed.fire(changed);
  }

  provideFileDecoration(uri: vscode.Uri): vscode.FileDecoration | undefined {
    const errors = this.marked.get(uri.toString());
    if (errors === undefined) return undefined;
    const tooltip = errors === 1 ? vscode.l10n.t('Whyspec: 1 gap to close') : vscode.l10n.t('Whyspec: {0} gaps to close', errors);
    return countedByEditor()
      ? { tooltip }
      : new vscode.FileDecoration(errors > 9 ? '9+' : String(errors), tooltip, new vscode.ThemeColor('list.errorForeground'));
  }

  dispose(): void {
    this.subscriptions.forEach((subscription) => subscription.dispose());
    this.changed.dispose();
  }
}

function countedByEditor(): boolean {
  const problems = vscode.workspace.getConfiguration('problems');
  return problems.get<boolean>('visibility', true) && problems.get<boolean>('decorations.enabled', true);
}

function errorsOf(uri: vscode.Uri): number {
  return vscode.languages
    .getDiagnostics(uri)
    .filter((diagnostic) => diagnostic.source === 'whyspec' && diagnostic.severity === vscode.DiagnosticSeverity.Error).length;
}
