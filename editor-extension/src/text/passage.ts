// The words a person means: what is selected, else the paragraph around the cursor.
import type * as vscode from 'vscode';

const kMost = 600; // characters; more makes a search vague, not better

interface Lines {
  lineCount: number;
  lineAt(line: number): { text: string };
  getText(range?: vscode.Range): string;
}

export function passageAt(document: Lines, selection: vscode.Selection): string {
  if (!selection.isEmpty) return withoutMarkup(document.getText(selection));
  const blank = (line: number) => /^\s*(>\s*)?$/.test(document.lineAt(line).text);
  const apart = (line: number) => blank(line) || /^\s*(#{1,6}\s|[-*+]\s|\d+[.)]\s|---|\|)/.test(document.lineAt(line).text);
  let first = selection.active.line;
  if (first < frontMatterLines(document)) return '';
  if (first >= document.lineCount || blank(first)) return '';
  let last = first;
  while (first > 0 && !apart(first) && !blank(first - 1) && !/^\s*#{1,6}\s/.test(document.lineAt(first - 1).text)) first--;
  while (last + 1 < document.lineCount && !apart(last + 1)) last++;
  const lines: string[] = [];
  for (let line = first; line <= last; line++) lines.push(document.lineAt(line).text);
  return withoutMarkup(lines.join('\n'));
}

/** How many lines the front matter takes, with its fences; 0 if there is none. */
function frontMatterLines(document: Lines): number {
  if (document.lineCount < 2 || document.lineAt(0).text.trimEnd() !== '---') return 0;
  for (let line = 1; line < Math.min(document.lineCount, 400); line++) {
    if (/^(?:---|\.\.\.)\s*$/.test(document.lineAt(line).text)) return line + 1;
  }
  return 0;
}

/** Markdown without what is not words: markers, link destinations, comments. */
export function withoutMarkup(text: string): string {
  return text
    .replace(/<!--[\s\S]*?-->/g, ' ')
    .replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/<[a-z]+:[^>\s]*>/gi, ' ')
    .replace(/^\s*(?:>\s?|[-*+]\s|\d+[.)]\s|#{1,6}\s)+/gm, '')
    .replace(/[*_`~|]+/g, '')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, kMost);
}
