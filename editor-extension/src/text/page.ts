// The HTML frame of our webviews: nothing but a style sheet and a script of our own; all words
// come later as messages and become text nodes.
import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';

export function framePage(
  webview: vscode.Webview,
  extension: vscode.Uri,
  name: 'reader' | 'brief',
  title: string,
): string {
  const nonce = randomBytes(18).toString('base64');
  const file = (...parts: string[]) => webview.asWebviewUri(vscode.Uri.joinPath(extension, ...parts)).toString();
  const policy = `default-src 'none'; style-src ${webview.cspSource}; script-src 'nonce-${nonce}'; font-src ${webview.cspSource};`;
  return `<!DOCTYPE html>
<html lang="${vscode.env.language.replace(/[^A-Za-z-]/g, '')}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<link rel="stylesheet" href="${file('media', `${name}.css`)}">
</head>
<body>
<main id="page" aria-busy="true"></main>
<script nonce="${nonce}" src="${file('dist', `${name}_page.js`)}"></script>
</body>
</html>`;
}

export function escapeHtml(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;').replace(/'/g, '&#39;');
}
