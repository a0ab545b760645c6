// The one thing the extension reads of whyspec.json: the server knows the rest.

/** "calls" of the config's first pattern "calls/**"; "calls" when it says nothing usable. */
export function callsFolderOf(config: string): string {
  const list = /"calls"\s*:\s*\[\s*"((?:[^"\\]|\\.)*)"/.exec(withoutComments(config))?.[1];
  if (list === undefined) return 'calls';
  const parts: string[] = [];
  for (const part of list.split('/')) {
    if (/[*?[{]/.test(part)) break;
    if (part !== '' && part !== '.') parts.push(part);
  }
  // A pattern of one file names its folder; nothing outside the workspace is written to.
  if (parts.length > 0 && /\.[a-z]+$/.test(parts[parts.length - 1] ?? '')) parts.pop();
  return parts.length === 0 || parts.includes('..') || list.startsWith('/') ? 'calls' : parts.join('/');
}

function withoutComments(text: string): string {
  return text.replace(/"(?:[^"\\]|\\.)*"|\/\/[^\n]*|\/\*[\s\S]*?\*\//g, (part) => (part.startsWith('"') ? part : ' '));
}
