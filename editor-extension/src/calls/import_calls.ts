// Imports exports of recorders and CRMs with `whyspec calls import`: one place knows the formats.
import * as vscode from 'vscode';
import type { Session } from '../server/session';
import { commandsOf } from '../server/binary';
import { notice } from '../text/plain';
import { callsFolder, needFolder } from './folder';
import { importSummary, lastSentence } from './import_summary';

export async function importCalls(session: Session): Promise<void> {
  const folder = await needFolder();
  if (folder === undefined) return;
  const files = await vscode.window.showOpenDialog({
    title: vscode.l10n.t('Import calls'),
    openLabel: vscode.l10n.t('Import'),
    canSelectMany: true,
    filters: {
      [vscode.l10n.t('Transcripts and exports')]: ['json', 'jsonl', 'csv', 'vtt', 'srt', 'txt', 'md'],
      [vscode.l10n.t('All files')]: ['*'],
    },
  });
  if (files !== undefined && files.length > 0) await importFiles(session, folder, files);
}

/** With `keepGoing` calls that cannot be read are left out; without it then none is imported. */
export async function importFiles(
  session: Session,
  folder: vscode.WorkspaceFolder,
  files: readonly vscode.Uri[],
  keepGoing = false,
): Promise<void> {
  const target = await callsFolder(folder);
  const result = await vscode.window.withProgress(
    { location: vscode.ProgressLocation.Notification, title: vscode.l10n.t('Importing calls'), cancellable: true },
    async (_progress, token) => {
      const help = await session.run(['--help']);
      if (help === undefined) return undefined;
      if (!commandsOf(help.stdout).includes('calls')) {
        void vscode.window.showWarningMessage(
          vscode.l10n.t(
            'The Whyspec program that runs ({0}) cannot import exports yet. Transcripts (.vtt, .srt, .txt) can be logged one by one with "Log a Call".',
            session.version,
          ),
        );
        return undefined;
      }
      const abort = new AbortController();
      token.onCancellationRequested(() => abort.abort());
      const paths = files.map((file) => file.fsPath);
      const done = await session.run(
        ['calls', 'import', '--into', target.fsPath, '--format', 'json', ...(keepGoing ? ['--keep-going'] : []), ...paths],
        folder.uri.fsPath,
        abort.signal,
      );
      return token.isCancellationRequested ? undefined : done;
    },
  );
  if (result === undefined) return;
  const summary = importSummary(result.stdout);
  const log = vscode.l10n.t('Show Log');
  const others = vscode.l10n.t('Import the Others');
  if (summary === undefined) {
    const canGoOn = !keepGoing && result.stderr.includes('--keep-going');
    const why = canGoOn
      ? vscode.l10n.t('Nothing was imported, because some of it cannot be read. The log names each file and says why.')
      : vscode.l10n.t('Nothing was imported. {0}', notice(lastSentence(result.stderr)));
    const chosen = await vscode.window.showErrorMessage(why, ...(canGoOn ? [others] : []), log);
    if (chosen === others) await importFiles(session, folder, files, true);
    if (chosen === log) session.log.show();
    return;
  }
  await vscode.commands.executeCommand('whyspec.calls.focus');
  for (const line of summary.skipped) session.log.warn(line);
  if (summary.skipped.length > 0) {
    const told = vscode.l10n.t(
      'Calls imported: {0}. Some records could not be used: {1}. The log names each.',
      summary.written,
      summary.skipped.length,
    );
    if ((await vscode.window.showWarningMessage(told, log)) === log) session.log.show();
  } else if (summary.written === 0 && summary.unchanged > 0) {
    void vscode.window.showInformationMessage(vscode.l10n.t('These calls are in the log already: nothing has changed.'));
  } else {
    void vscode.window.showInformationMessage(vscode.l10n.t('Calls imported: {0}.', summary.written));
  }
}
