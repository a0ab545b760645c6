// The brief's page: one column, large enough to show on a wall.
import { element } from '../text/dom';
import { plain } from '../text/plain';
import type { Block, Run } from './blocks';
import type { Brief, BriefWords, FromBrief, ToBrief } from './messages';

declare function acquireVsCodeApi(): { postMessage(message: FromBrief): void; getState(): unknown; setState(state: { size: number }): void };

const vscode = acquireVsCodeApi();
const page = document.getElementById('page') as HTMLElement;
const kSizes = 5;
let size = 1;
const state = vscode.getState();
if (typeof state === 'object' && state !== null && 'size' in state && typeof state.size === 'number') size = state.size;

function resize(to: number): void {
  size = Math.max(0, Math.min(kSizes - 1, Math.round(to)));
  document.body.dataset.size = String(size);
  vscode.setState({ size });
}

function inline(runs: readonly Run[]): Node[] {
  return runs.map((run) => {
    const text = plain(run.text);
    let node: Node = document.createTextNode(text);
    if (run.code === true) node = element('code', {}, text);
    if (run.link !== undefined) node = element('span', { class: 'cite' }, node);
    if (run.emphasis === true) node = element('em', {}, node);
    if (run.strong === true) node = element('strong', {}, node);
    return node;
  });
}

function blockElement(block: Block): HTMLElement {
  switch (block.kind) {
    case 'paragraph':
      return element('p', {}, ...inline(block.runs));
    case 'heading':
      return element('h3', {}, ...inline(block.runs));
    case 'quote':
      return element('blockquote', {}, ...inline(block.runs));
    case 'code':
      return element('pre', {}, plain(block.text));
    case 'item': {
      const item = element('p', { class: `item depth-${Math.min(block.depth, 4)}` });
      item.append(element('span', { class: 'marker', 'aria-hidden': 'true' }, block.marker), element('span', {}, ...inline(block.runs)));
      return item;
    }
    case 'row': {
      const row = element('p', { class: block.head ? 'row head' : 'row' });
      for (const cell of block.cells) row.append(element('span', { class: 'cell' }, ...inline(cell)));
      return row;
    }
  }
}

function show(brief: Brief, words: BriefWords): void {
  const tools = element('div', { class: 'tools' });
  for (const [sign, label, by] of [['A−', words.smaller, -1], ['A+', words.larger, 1]] as const) {
    const button = element('button', { type: 'button', title: label, 'aria-label': label }, sign);
    button.addEventListener('click', () => resize(size + by));
    tools.append(button);
  }
  const head = element('header', {}, tools, element('h1', {}, brief.title));
  const line = element('p', { class: 'line' });
  if (brief.status !== '') line.append(element('span', { class: 'status' }, brief.status));
  if (brief.summary !== '') line.append(element('span', {}, brief.summary));
  head.append(line);

  const column = (role: string) => {
    const section = brief.sections.find((candidate) => candidate.role === role);
    if (section === undefined) return [];
    const out = element('section', { class: `part ${section.role} ${section.state}` });
    const title = element('h2', {}, section.title);
    if (section.state !== 'ok') title.append(element('span', { class: `badge ${section.state}` }, section.stateText));
    out.append(title);
    // Quotes of the evidence section come below with their speakers: not twice.
    const blocks = role === 'evidence' && brief.voices.length > 0 ? section.blocks.filter((block) => block.kind !== 'quote') : section.blocks;
    if (section.blocks.length === 0) out.append(element('p', { class: 'nothing' }, words.nothing));
    for (const block of blocks) out.append(blockElement(block));
    return [out];
  };

  const voices = element('section', { class: 'voices', 'aria-label': words.voices });
  for (const voice of brief.voices) {
    const card = element('figure', { class: voice.verdict === undefined ? 'voice' : `voice ${voice.verdict}` }, element('blockquote', {}, `“${plain(voice.words)}”`));
    const caption = element('figcaption', {}, element('span', { class: 'who' }, voice.who));
    for (const line of [voice.account, voice.when]) if (line !== '') caption.append(element('span', {}, line));
    if (voice.verdictText !== '') caption.append(element('span', { class: 'verdict' }, voice.verdictText));
    card.append(caption);
    voices.append(card);
  }
  const evidence = column('evidence');
  evidence[0]?.append(...(brief.voices.length > 0 ? [voices] : []));
  const against = element('section', { class: 'part against' }, element('h2', {}, words.against));
  for (const message of brief.against) against.append(element('p', {}, message));

  page.replaceChildren(
    head,
    ...column('why'),
    ...evidence,
    ...(brief.against.length > 0 ? [against] : []),
    ...column('usage'),
    element('p', { class: 'keys' }, words.keys),
  );
  page.removeAttribute('aria-busy');
}

document.addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === '+' || event.key === '=') resize(size + 1);
  else if (event.key === '-') resize(size - 1);
});
window.addEventListener('message', (event: MessageEvent<ToBrief>) => {
  if (event.data.kind === 'brief') show(event.data.brief, event.data.words);
  else {
    page.replaceChildren(element('p', { class: 'nothing' }, plain(event.data.message)));
    page.removeAttribute('aria-busy');
  }
});
resize(size);
vscode.postMessage({ kind: 'ready' });
