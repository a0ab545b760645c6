// A citation to paste into a spec: the words as a block quote and a link the editor understands.
import { oneLine } from './plain';

const escaped = (text: string): string => oneLine(text).replace(/[\\`*_[\]<>#|~]/g, '\\$&').replace(/^(\d+)([.)])/, '$1\\$2').replace(/^([+=-])/, '\\$1');

export function citationLink(speaker: string, call: string, anchor: string): string {
  const id = call.replace(/[\s()<>]/g, encodeURIComponent);
  return `[${escaped(speaker)}](call:${id}${anchor ? `#${anchor}` : ''})`;
}

export function citationBlock(words: readonly string[], speaker: string, call: string, anchor: string): string {
  const said = words.map(escaped).filter((line) => line !== '');
  const quote = said.map((line) => `> ${line}`).join('\n>\n');
  const link = `> — ${citationLink(speaker, call, anchor)}`;
  return quote === '' ? citationLink(speaker, call, anchor) : `${quote}\n>\n${link}\n`;
}
