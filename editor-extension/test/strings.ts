// The strings given to vscode.l10n.t in the sources, read from the syntax tree.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

export interface Used {
  file: string;
  text: string | undefined; // undefined: no literal, so nobody could translate it
}

export function stringsOf(folder: string): Used[] {
  const out: Used[] = [];
  for (const entry of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    if (!entry.endsWith('.ts')) continue;
    const source = ts.createSourceFile(entry, readFileSync(join(folder, entry), 'utf8'), ts.ScriptTarget.ES2022, true);
    const visit = (node: ts.Node): void => {
      if (ts.isCallExpression(node) && /(?:^|\.)l10n\.t$/.test(node.expression.getText(source))) {
        const first = node.arguments[0];
        out.push({ file: entry, text: first !== undefined && ts.isStringLiteralLike(first) ? first.text : undefined });
      }
      ts.forEachChild(node, visit);
    };
    visit(source);
  }
  return out;
}
