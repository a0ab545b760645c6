// LSP's ranges and VS Code's.
import * as vscode from 'vscode';
import type { FindingInfo } from '../protocol';

export type LspRange = FindingInfo['range'];

export function range(from: LspRange): vscode.Range {
  return new vscode.Range(from.start.line, from.start.character, from.end.line, from.end.character);
}
