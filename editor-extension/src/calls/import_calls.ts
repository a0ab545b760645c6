// Imports exports of recorders and CRMs with `whyspec calls import`: one place knows the formats.
import * as vscode from 'vscode';
import type { Session } from '../server/session';
import { callsFolder, needFolder } from './folder';
import { commandsOf } from '../server/binary';
import { importSummary } from './import_summary';

export async function importCalls(session: Session): Promise<void> {
  const folder = await needFolder();
  if (folder === undefined) return;
  const files = await vscode.window.showOpenDialog({
    title: vscode.l10n.t('Import calls'),
    openLabel: vscode.l10n.t('Import'),
    canSelectMany: true,
    filters: {
      [vscode.l10n.t('Transcripts and exports')]: ['json', 'csv', 'vtt', 'srt', 'txt', 'md', 'html', 'docx'],
      [vscode.l10n.t('All files')]: ['*'],
    },
  });
  if (files !== undefined && files.length > 0) await importFiles(session, folder, files);
}

export async function importFiles(session: Session, folder: vscode.WorkspaceFolder, files: readonly vscode.Uri[]): Promise<void> {
  const target = await callsFolder(folder);
  await vscode.window.withProgress(
    { location: vscode.ProgressLocation.Notification, title: vscode.l10n.t('Importing calls'), cancellable: true },
    async (_progress, token) => {
      const help = await session.run(['--help']);
      if (help === undefined) return;
      if (!commandsOf(help.stdout).includes('calls')) {
        void vscode.window.showWarningMessage(
          vscode.l10n.t(
            'The Whyspec program that runs ({0}) cannot import exports yet. Transcripts (.vtt, .srt, .txt) can be logged one by one with "Log a Call".',
            session.version,
          ),
        );
        return;
      }
      const abort = new AbortController();
      token.onCancellationRequested(() => abort.abort());
      await vscode.workspace.fs.createDirectory(target);
      const result = await session.run(
        ['calls', 'import', ...files.map((file) => file.fsPath), '--into', target.fsPath, '--format', 'json'],
        folder.uri.fsPath,
        abort.signal,
      );
      if (result === undefined || token.isCancellationRequested) return;
      const summary = importSummary(result.stdout);
      const log = vscode.l10n.t('Show Log');
      const showLog = async (chosen: Thenable<string | undefined>) => {
        if ((await chosen) === log) session.log.show();
      };
      if (result.failure !== undefined || result.status === 2 || summary === undefined) {
        const why = result.stderr.trim().split('\n')[0] ?? '';
        void showLog(
          vscode.window.showErrorMessage(vscode.l10n.t('Nothing was imported. {0}', asWords(why)), log),
        );
        return;
      }
      for (const problem of summary.problems) session.log.warn(problem);
      if (summary.problems.length > 0) {
        void showLog(
          vscode.window.showWarningMessage(
            vscode.l10n.t('Calls imported: {0}. Some records could not be used: {1}. The log names each.', summary.calls, summary.problems.length),
            log,
          ),
        );
      } else {
        void vscode.window.showInformationMessage(vscode.l10n.t('Calls imported: {0}.', summary.calls));
      }
      await vscode.commands.executeCommand('whyspec.calls.focus');
    },
  );
}

// Notifications draw [text](link) as links: words of a file must not become one.
function asWords(text: string): string {
  return text.replace(/\]\(/g, '] (').slice(0, 400);
}
