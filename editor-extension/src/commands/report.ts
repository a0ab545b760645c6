// "Open report": the evidence health of all specs, as `whyspec report` writes it.
import * as vscode from 'vscode';
import { needFolder } from '../calls/folder';
import { commandsOf } from '../server/binary';
import { messageOf, type Session } from '../server/session';
import { notice } from '../text/plain';
import { withPolicy } from './report_page';

export async function openReport(session: Session, storage: vscode.Uri): Promise<void> {
  const folder = await needFolder();
  if (folder === undefined) return;
  const html = await vscode.window.withProgress(
    { location: vscode.ProgressLocation.Notification, title: vscode.l10n.t('Reading all specs'), cancellable: true },
    async (_progress, token) => {
      const help = await session.run(['--help']);
      if (help === undefined) return undefined;
      if (!commandsOf(help.stdout).includes('report')) {
        void vscode.window.showWarningMessage(
          vscode.l10n.t('The Whyspec program that runs ({0}) cannot write the report yet. Update it to see the health of all specs.', session.version),
        );
        return undefined;
      }
      const file = vscode.Uri.joinPath(storage, 'report.html');
      const abort = new AbortController();
      token.onCancellationRequested(() => abort.abort());
      try {
        await vscode.workspace.fs.createDirectory(storage);
        const result = await session.run(['report', '--format', 'html', '--output', file.fsPath], folder.uri.fsPath, abort.signal);
        if (result === undefined || token.isCancellationRequested) return undefined;
        if (result.status !== 0 && result.status !== 1) throw new Error(result.stderr.trim().split('\n')[0] ?? '');
        return new TextDecoder().decode(await vscode.workspace.fs.readFile(file));
      } catch (error) {
        void vscode.window.showErrorMessage(vscode.l10n.t('The report could not be made: {0}', notice(messageOf(error))));
        return undefined;
      }
    },
  );
  if (html === undefined) return;
  const panel = vscode.window.createWebviewPanel('whyspec.report', vscode.l10n.t('Evidence report'), vscode.ViewColumn.Active, {
    enableScripts: false,
    enableCommandUris: false,
    localResourceRoots: [],
  });
  panel.webview.html = withPolicy(html);
}
