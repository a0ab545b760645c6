// Markdown of a spec, drawn as elements. Raw HTML in it stays text; images are not fetched; links
// lead to calls of the log or to http(s) pages, nothing else.
import type { Nodes, PhrasingContent, RootContent } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmTableFromMarkdown } from 'mdast-util-gfm-table';
import { gfmTable } from 'micromark-extension-gfm-table';
import type { ComponentChildren } from 'preact';
import { callPath, targetOf } from '../model/call_path';
import { plain } from '../model/plain';
import type { Strings } from '../i18n/strings';

export interface MarkdownContext {
  /** Is this a call that the spec cites? */
  known(call: string): boolean;
  /** Level of the highest heading: the spec's own headings stand below the page's. */
  heading: number;
  /** Of the spec, if it says so. */
  lang: string | undefined;
  s: Strings;
}

type Definitions = Map<string, string>;

// Nesting deeper than this is shown as text: nobody writes it to be read, and no page is wide enough.
const kDeepest = 8;

function link(address: string, children: ComponentChildren, context: MarkdownContext): ComponentChildren {
  const target = targetOf(address, context.known);
  switch (target.kind) {
    case 'call':
      return (
        <a class="call-link" href={callPath(target.link.call, target.link.anchor)}>
          {children}
        </a>
      );
    case 'web':
      return (
        <a href={target.href} rel="noreferrer noopener nofollow" target="_blank">
          {children}
        </a>
      );
    case 'here':
    case 'none':
      return (
        <span class="no-link" title={`${context.s.spec.notALink}: ${plain(address).slice(0, 200)}`}>
          {children}
        </span>
      );
  }
}

const textOf = (node: Nodes): string => ('value' in node ? node.value : 'alt' in node ? (node.alt ?? '') : 'children' in node ? node.children.map(textOf).join('') : '');

function inline(nodes: readonly PhrasingContent[], definitions: Definitions, context: MarkdownContext, depth: number): ComponentChildren[] {
  if (depth > kDeepest) return nodes.map((node) => plain(textOf(node)));
  const within = (node: { children: PhrasingContent[] }) => inline(node.children, definitions, context, depth + 1);
  return nodes.map((node): ComponentChildren => {
    switch (node.type) {
      case 'text': return plain(node.value);
      case 'html': return /^<!--[\s\S]*-->$/.test(node.value.trim()) ? null : <code class="raw">{plain(node.value)}</code>;
      case 'emphasis': return <em>{within(node)}</em>;
      case 'strong': return <strong>{within(node)}</strong>;
      case 'inlineCode': return <code>{plain(node.value)}</code>;
      case 'break': return <br />;
      case 'link': return link(node.url, within(node), context);
      case 'linkReference': {
        const url = definitions.get(node.identifier);
        return url === undefined ? within(node) : link(url, within(node), context);
      }
      case 'image': return <span class="no-image">{plain(node.alt ?? '')}</span>;
      case 'imageReference': return <span class="no-image">{plain(node.alt ?? '')}</span>;
      default: return plain(textOf(node));
    }
  });
}

function block(node: RootContent, definitions: Definitions, context: MarkdownContext, depth: number): ComponentChildren {
  if (depth > kDeepest) return <p>{plain(textOf(node))}</p>;
  const blocks = (nodes: readonly RootContent[]) => nodes.map((one) => block(one, definitions, context, depth + 1));
  const spans = (nodes: readonly PhrasingContent[]) => inline(nodes, definitions, context, depth + 1);
  switch (node.type) {
    case 'paragraph': return <p dir="auto">{spans(node.children)}</p>;
    case 'heading': {
      const Tag = `h${Math.min(6, context.heading + Math.max(0, node.depth - 2))}` as 'h3';
      return <Tag dir="auto">{spans(node.children)}</Tag>;
    }
    case 'blockquote': return <blockquote dir="auto">{blocks(node.children)}</blockquote>;
    case 'list': {
      const items = node.children.map((item) => {
        const only = item.children.length === 1 ? item.children[0] : undefined;
        return <li dir="auto">{!item.spread && only?.type === 'paragraph' ? spans(only.children) : blocks(item.children)}</li>;
      });
      return node.ordered ? <ol {...(node.start != null && node.start !== 1 ? { start: node.start } : {})}>{items}</ol> : <ul>{items}</ul>;
    }
    case 'code': return <pre tabIndex={0}><code>{plain(node.value)}</code></pre>;
    case 'html': return /^(<!--[\s\S]*?-->\s*)+$/.test(node.value.trim()) ? null : <pre class="raw" tabIndex={0}><code>{plain(node.value)}</code></pre>;
    case 'thematicBreak': return <hr />;
    case 'table': {
      const [head, ...rows] = node.children;
      return (
        <div class="scroll" tabIndex={0} role="region" aria-label={head ? plain(head.children.map(textOf).join(', ')) : ''}>
          <table>
            <thead><tr>{head?.children.map((cell) => <th scope="col">{spans(cell.children)}</th>)}</tr></thead>
            <tbody>{rows.map((row) => <tr>{row.children.map((cell) => <td dir="auto">{spans(cell.children)}</td>)}</tr>)}</tbody>
          </table>
        </div>
      );
    }
    case 'definition': return null;
    default: return <p>{plain(textOf(node))}</p>;
  }
}

export function Markdown({ text, context }: { text: string; context: MarkdownContext }) {
  const tree = fromMarkdown(text, { extensions: [gfmTable()], mdastExtensions: [gfmTableFromMarkdown()] });
  const definitions: Definitions = new Map();
  for (const node of tree.children) if (node.type === 'definition' && !definitions.has(node.identifier)) definitions.set(node.identifier, node.url);
  return <div class="prose" lang={context.lang}>{tree.children.map((node) => block(node, definitions, context, 0))}</div>;
}
