// The body of a section as plain blocks, for a page that is built without HTML.
import MarkdownIt from 'markdown-it';

export interface Run {
  text: string;
  strong?: boolean;
  emphasis?: boolean;
  code?: boolean;
  /** Destination of a citation: the text stands in a link of the spec. */
  link?: string;
}
export type Block =
  | { kind: 'paragraph' | 'heading'; runs: Run[] }
  | { kind: 'item'; depth: number; marker: string; runs: Run[] }
  | { kind: 'quote'; runs: Run[] }
  | { kind: 'code'; text: string }
  | { kind: 'row'; head: boolean; cells: Run[][] };

const kMarkdown = new MarkdownIt({ html: true, linkify: false, typographer: false });
type Token = ReturnType<MarkdownIt['parse']>[number];

function runsOf(inline: Token): Run[] {
  const out: Run[] = [];
  const style = { strong: 0, emphasis: 0 };
  const links: string[] = [];
  const add = (text: string, code = false) => {
    if (text === '') return;
    const link = links[links.length - 1];
    out.push({
      text,
      ...(style.strong > 0 ? { strong: true } : {}),
      ...(style.emphasis > 0 ? { emphasis: true } : {}),
      ...(code ? { code: true } : {}),
      ...(link === undefined ? {} : { link }),
    });
  };
  for (const token of inline.children ?? []) {
    if (token.type === 'text') add(token.content);
    else if (token.type === 'code_inline') add(token.content, true);
    else if (token.type === 'softbreak') add(' ');
    else if (token.type === 'hardbreak') add('\n');
    else if (token.type === 'image') add(token.content);
    else if (token.type === 'strong_open') style.strong++;
    else if (token.type === 'strong_close') style.strong--;
    else if (token.type === 'em_open') style.emphasis++;
    else if (token.type === 'em_close') style.emphasis--;
    else if (token.type === 'link_open') links.push(token.attrGet('href') ?? '');
    else if (token.type === 'link_close') links.pop();
    // HTML of the spec is left out: a comment says nothing to a reader, a tag would be shown raw.
  }
  return out;
}

export function blocksOf(markdown: string): Block[] {
  const out: Block[] = [];
  const lists: { ordered: boolean; next: number }[] = [];
  let quotes = 0;
  let item = false; // the next paragraph carries the marker
  let heading = false;
  let row: { head: boolean; cells: Run[][] } | undefined;
  for (const token of kMarkdown.parse(markdown, {})) {
    switch (token.type) {
      case 'bullet_list_open':
      case 'ordered_list_open':
        lists.push({ ordered: token.type === 'ordered_list_open', next: Number(token.attrGet('start') ?? 1) });
        break;
      case 'bullet_list_close':
      case 'ordered_list_close':
        lists.pop();
        break;
      case 'list_item_open':
        item = true;
        break;
      case 'blockquote_open':
        quotes++;
        break;
      case 'blockquote_close':
        quotes--;
        break;
      case 'heading_open':
        heading = true;
        break;
      case 'heading_close':
        heading = false;
        break;
      case 'tr_open':
        row = { head: false, cells: [] };
        break;
      case 'th_open':
        if (row !== undefined) row.head = true;
        break;
      case 'tr_close':
        if (row !== undefined) out.push({ kind: 'row', ...row });
        row = undefined;
        break;
      case 'fence':
      case 'code_block':
        out.push({ kind: 'code', text: token.content.replace(/\n$/, '') });
        break;
      case 'inline': {
        const runs = runsOf(token);
        const list = lists[lists.length - 1];
        if (row !== undefined) row.cells.push(runs);
        else if (runs.length === 0) break;
        else if (heading) out.push({ kind: 'heading', runs });
        else if (quotes > 0) out.push({ kind: 'quote', runs });
        else if (list !== undefined) {
          out.push({ kind: 'item', depth: lists.length, marker: item ? (list.ordered ? `${list.next++}.` : '•') : '', runs });
          item = false;
        } else out.push({ kind: 'paragraph', runs });
        break;
      }
      default:
        break;
    }
  }
  return out;
}
