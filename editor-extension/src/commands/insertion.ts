// Where a quote goes: below the paragraph, list or quote that the cursor is in. No vscode in here.

/** The line after which the quote is inserted. */
export function insertionLine(lines: readonly string[], cursor: number): number {
  let last = Math.min(cursor, lines.length - 1);
  const blank = (line: number) => (lines[line] ?? '').trim() === '';
  const heading = (line: number) => /^\s{0,3}#{1,6}\s/.test(lines[line] ?? '');
  if (blank(last) || heading(last)) return last;
  while (last + 1 < lines.length && !blank(last + 1) && !heading(last + 1)) last++;
  return last;
}

/** The quote with the blank lines it needs around it, to stand after line `after`. */
export function quoteToInsert(lines: readonly string[], after: number, quote: string): string {
  const blank = (line: number) => (lines[line] ?? '').trim() === '';
  const body = quote.replace(/\r\n?/g, '\n').trim();
  const before = blank(after) ? (after === 0 || blank(after - 1) ? '' : '\n') : '\n\n';
  const behind = after + 1 >= lines.length ? '\n' : blank(after + 1) ? '' : '\n';
  return before + body + behind;
}
