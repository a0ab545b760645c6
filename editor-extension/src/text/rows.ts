// Rows as VS Code's tree shows them. Labels and tooltips are strings: never Markdown.
import * as vscode from 'vscode';
import type { Row } from '../evidence/model';
import { range } from './ranges';

export function treeItem(row: Row): vscode.TreeItem {
  const state = (row.children?.length ?? 0) === 0
    ? vscode.TreeItemCollapsibleState.None
    : row.open === true
      ? vscode.TreeItemCollapsibleState.Expanded
      : vscode.TreeItemCollapsibleState.Collapsed;
  const item = new vscode.TreeItem(
    row.highlights === undefined ? row.label : { label: row.label, highlights: row.highlights },
    state,
  );
  item.id = row.id;
  if (row.description !== undefined) item.description = row.description;
  item.tooltip = row.tooltip ?? row.label;
  if (row.context !== undefined) item.contextValue = row.context;
  if (row.icon !== undefined) {
    item.iconPath = new vscode.ThemeIcon(
      row.icon.name,
      row.icon.color === undefined ? undefined : new vscode.ThemeColor(row.icon.color),
    );
  }
  if (row.action?.kind === 'call') {
    item.command = {
      command: 'whyspec.openCall',
      title: vscode.l10n.t('Read This Call'),
      arguments: [{ id: row.action.call, anchor: row.action.anchor }],
    };
  } else if (row.action !== undefined) {
    item.command = {
      command: 'vscode.open',
      title: vscode.l10n.t('Open'),
      arguments: [vscode.Uri.parse(row.action.uri), { selection: range(row.action.range) }],
    };
  }
  return item;
}

/** A tree over rows that are made anew each time. */
export class RowTree implements vscode.TreeDataProvider<Row> {
  private readonly changed = new vscode.EventEmitter<void>();
  readonly onDidChangeTreeData = this.changed.event;
  private rows: Row[] = [];

  show(rows: Row[]): void {
    this.rows = rows;
    this.changed.fire();
  }
  get size(): number {
    return this.rows.length;
  }
  getChildren(row?: Row): Row[] {
    return row === undefined ? this.rows : (row.children ?? []);
  }
  getTreeItem(row: Row): vscode.TreeItem {
    return treeItem(row);
  }
}
