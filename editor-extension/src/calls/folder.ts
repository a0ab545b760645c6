// Where calls are kept: the folder before the first wildcard of "calls" in whyspec.json.
import * as vscode from 'vscode';
import { callsFolderOf } from './config_folder';

/** The workspace folder a command works in: that of the active document, else the first. */
export function workingFolder(): vscode.WorkspaceFolder | undefined {
  const active = vscode.window.activeTextEditor?.document.uri;
  const own = active === undefined ? undefined : vscode.workspace.getWorkspaceFolder(active);
  return own ?? vscode.workspace.workspaceFolders?.[0];
}

/** As workingFolder, and says what to do when no folder is open. */
export async function needFolder(): Promise<vscode.WorkspaceFolder | undefined> {
  const folder = workingFolder();
  if (folder !== undefined) return folder;
  const open = vscode.l10n.t('Open Folder');
  const chosen = await vscode.window.showInformationMessage(
    vscode.l10n.t('Specs and calls live in a folder. Open the folder of your specs first.'),
    open,
  );
  if (chosen === open) await vscode.commands.executeCommand('vscode.openFolder');
  return undefined;
}

export async function callsFolder(folder: vscode.WorkspaceFolder): Promise<vscode.Uri> {
  let text = '';
  try {
    text = new TextDecoder().decode(await vscode.workspace.fs.readFile(vscode.Uri.joinPath(folder.uri, 'whyspec.json')));
  } catch {
    // No config: the default folder.
  }
  return vscode.Uri.joinPath(folder.uri, callsFolderOf(text));
}
