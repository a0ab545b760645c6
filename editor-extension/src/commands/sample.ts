// The sample workspace that comes with the extension, copied to where it may be changed.
import * as vscode from 'vscode';
import { notice } from '../text/plain';
import { messageOf } from '../server/session';

export async function openSample(extension: vscode.Uri, storage: vscode.Uri): Promise<void> {
  const from = vscode.Uri.joinPath(extension, 'sample');
  const to = vscode.Uri.joinPath(storage, 'whyspec-sample');
  try {
    await vscode.workspace.fs.createDirectory(storage);
    await vscode.workspace.fs.copy(from, to, { overwrite: true });
  } catch (error) {
    void vscode.window.showErrorMessage(vscode.l10n.t('The sample could not be copied: {0}', notice(messageOf(error))));
    return;
  }
  await vscode.commands.executeCommand('vscode.openFolder', to, { forceNewWindow: vscode.workspace.workspaceFolders !== undefined });
}
