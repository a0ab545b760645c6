// The sample workspace that comes with the extension, copied to where it may be changed.
import * as vscode from 'vscode';
import { notice } from '../text/plain';
import { messageOf } from '../server/session';

const kFirst = ['specs', 'shift-swap.md']; // has something of everything to see
const kToShow = 'sampleToShow'; // in the global state: the folder a person has just asked for

export async function openSample(context: vscode.ExtensionContext): Promise<void> {
  const storage = context.globalStorageUri;
  const from = vscode.Uri.joinPath(context.extensionUri, 'sample');
  const to = vscode.Uri.joinPath(storage, 'whyspec-sample');
  try {
    await vscode.workspace.fs.createDirectory(storage);
    await vscode.workspace.fs.copy(from, to, { overwrite: true });
  } catch (error) {
    void vscode.window.showErrorMessage(vscode.l10n.t('The sample could not be copied: {0}', notice(messageOf(error))));
    return;
  }
  await context.globalState.update(kToShow, to.path);
  await vscode.commands.executeCommand('vscode.openFolder', to, { forceNewWindow: vscode.workspace.workspaceFolders !== undefined });
}

/** In the window that opens for it: a spec, with its evidence beside it. */
export async function showSample(context: vscode.ExtensionContext): Promise<void> {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  if (folder === undefined || context.globalState.get<string>(kToShow) !== folder.path) return;
  await context.globalState.update(kToShow, undefined);
  await vscode.window.showTextDocument(vscode.Uri.joinPath(folder, ...kFirst));
  await vscode.commands.executeCommand('whyspec.evidence.focus');
}
