// Whether this window has anything to do with Whyspec. Where it does not, no program is started.
import * as vscode from 'vscode';
import { saysCall } from './calls/call_file';

const kLargest = 4 * 1024 * 1024; // bytes of a file that is looked into

// As in package.json's activationEvents.
const kSigns = [
  '**/whyspec.json',
  '**/*.spec.md',
  '{specs,docs/specs}/**/*.md',
  'calls/accounts.yaml',
  'calls/**/*.{vtt,srt}',
  'calls/**/*.call.yaml',
];
// Files of many kinds lie in folders of these names: a look into a few tells.
const kMaybe = ['calls/**/*.md', 'calls/**/*.json'];
const kFewFiles = 12;
const kElsewhere = '**/{node_modules,.git}/**';

export async function isOurs(): Promise<boolean> {
  if (vscode.workspace.textDocuments.some((document) => saysSpec(document))) return true;
  const folders = vscode.workspace.workspaceFolders ?? [];
  if (folders.length === 0) return false;
  // Nearly always told by one look; a search through all files is for the others.
  const configs = await Promise.all(folders.map((folder) => isThere(vscode.Uri.joinPath(folder.uri, 'whyspec.json'))));
  if (configs.includes(true)) return true;
  const found = await Promise.all(kSigns.map((sign) => vscode.workspace.findFiles(sign, kElsewhere, 1)));
  if (found.some((files) => files.length > 0)) return true;
  const maybe = (await Promise.all(kMaybe.map((sign) => vscode.workspace.findFiles(sign, kElsewhere, kFewFiles)))).flat();
  return (await Promise.all(maybe.map((file) => isCallFile(file)))).includes(true);
}

async function isCallFile(uri: vscode.Uri): Promise<boolean> {
  try {
    if ((await vscode.workspace.fs.stat(uri)).size > kLargest) return false;
    return saysCall(uri.path, new TextDecoder().decode(await vscode.workspace.fs.readFile(uri)));
  } catch {
    return false; // it is gone, or may not be read
  }
}

async function isThere(uri: vscode.Uri): Promise<boolean> {
  try {
    await vscode.workspace.fs.stat(uri);
    return true;
  } catch {
    return false;
  }
}

/** Front matter with "type: spec", or a file name that says so. */
export function saysSpec(document: vscode.TextDocument): boolean {
  if (document.languageId !== 'markdown' || document.uri.scheme !== 'file') return false;
  if (document.uri.path.endsWith('.spec.md')) return true;
  if (document.lineCount < 3 || document.lineAt(0).text.trimEnd() !== '---') return false;
  for (let line = 1; line < Math.min(document.lineCount, 60); line++) {
    const { text } = document.lineAt(line);
    if (/^(?:---|\.\.\.)\s*$/.test(text)) return false;
    if (/^type:\s*["']?spec["']?\s*$/.test(text)) return true;
  }
  return false;
}
