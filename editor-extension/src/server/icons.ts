// VS Code draws `$(name)` as an icon in the labels of completions, lenses and symbols. Words of calls
// and specs stand there: the characters are kept and the icon is lost.
import type * as vscode from 'vscode';

/** A word joiner keeps `$` and `(` apart; nobody sees it. */
export function withoutIcons(text: string): string {
  return text.replace(/\$\(/g, '$\u2060(');
}

export function plainCompletion(item: vscode.CompletionItem): vscode.CompletionItem {
  const label = typeof item.label === 'string' ? item.label : item.label.label;
  if (label.includes('$(')) {
    // What is filtered by and inserted stays what it was.
    item.filterText ??= label;
    item.insertText ??= label;
  }
  if (typeof item.label === 'string') item.label = withoutIcons(item.label);
  else {
    const { detail, description } = item.label;
    item.label = {
      label: withoutIcons(label),
      ...(detail === undefined ? {} : { detail: withoutIcons(detail) }),
      ...(description === undefined ? {} : { description: withoutIcons(description) }),
    };
  }
  return item;
}

export function plainLens(lens: vscode.CodeLens): vscode.CodeLens {
  if (lens.command !== undefined) lens.command = { ...lens.command, title: withoutIcons(lens.command.title) };
  return lens;
}

export function plainSymbol<T extends vscode.SymbolInformation | vscode.DocumentSymbol>(symbol: T): T {
  symbol.name = withoutIcons(symbol.name);
  if ('children' in symbol) symbol.children.forEach(plainSymbol);
  if ('containerName' in symbol) symbol.containerName = withoutIcons(symbol.containerName);
  return symbol;
}
