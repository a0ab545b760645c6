// "Open report": the evidence health of all specs, as `whyspec report` writes it.
import { randomBytes } from 'node:crypto';
import { realpath } from 'node:fs/promises';
import * as vscode from 'vscode';
import { needFolder } from '../calls/folder';
import { commandsOf } from '../server/binary';
import { messageOf, type Session } from '../server/session';
import { notice } from '../text/plain';
import { below, lastSentence, specOf, withPolicy } from './report_page';

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
        await forget(file);
        const language = vscode.env.language.startsWith('fr') ? 'fr' : 'en';
        const result = await session.run(
          ['report', '--format', 'html', '--language', language, '--output', file.fsPath],
          folder.uri.fsPath,
          abort.signal,
        );
        if (result === undefined || token.isCancellationRequested) return undefined;
        // A spec that cannot be read ends it with 2, and the page shows the others.
        const page = await read(file);
        if (page === undefined) throw new Error(lastSentence(result.stderr));
        return page;
      } catch (error) {
        void vscode.window.showErrorMessage(vscode.l10n.t('The report could not be made: {0}', notice(messageOf(error))));
        return undefined;
      }
    },
  );
  if (html === undefined) return;
  const panel = vscode.window.createWebviewPanel('whyspec.report', vscode.l10n.t('Evidence report'), vscode.ViewColumn.Active, {
    enableScripts: true,
    enableCommandUris: false,
    enableFindWidget: true,
    localResourceRoots: [],
  });
  panel.webview.onDidReceiveMessage((message: unknown) => {
    const spec = specOf(message, storage.path);
    if (spec !== undefined) void openSpec(spec, folder.uri);
  });
  panel.webview.html = withPolicy(html, randomBytes(18).toString('base64'));
}

/** Only files of the folder the report is about are opened. */
async function openSpec(file: string, folder: vscode.Uri): Promise<void> {
  try {
    // The program sees the folder by its real path, the editor perhaps through a link.
    const relative = below(file, folder.path) ?? below(file, await realpath(folder.fsPath));
    if (relative === undefined) return;
    await vscode.window.showTextDocument(vscode.Uri.joinPath(folder, relative), { viewColumn: vscode.ViewColumn.Active });
  } catch (error) {
    void vscode.window.showErrorMessage(vscode.l10n.t('The spec could not be opened: {0}', notice(messageOf(error))));
  }
}

async function read(file: vscode.Uri): Promise<string | undefined> {
  try {
    return new TextDecoder().decode(await vscode.workspace.fs.readFile(file));
  } catch {
    return undefined; // it was not written
  }
}

async function forget(file: vscode.Uri): Promise<void> {
  try {
    await vscode.workspace.fs.delete(file);
  } catch {
    // There was none.
  }
}
