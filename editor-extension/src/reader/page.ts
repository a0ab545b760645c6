// The reader's page. Everything a person said arrives as text and stays text.
import { element } from '../text/dom';
import { plain } from '../text/plain';
import type { FromReader, ReaderWords, ToReader } from './messages';
import type { CallView } from '../protocol';

declare function acquireVsCodeApi(): {
  postMessage(message: FromReader): void;
  getState(): unknown;
  setState(state: { id: string; anchor: string }): void;
};

const vscode = acquireVsCodeApi();
const page = document.getElementById('page') as HTMLElement;
let current = -1; // turn with the keyboard focus
let shown = '';

function turnElements(): HTMLElement[] {
  return Array.from(page.querySelectorAll<HTMLElement>('.turn'));
}

function select(index: number, focus: boolean): void {
  const turns = turnElements();
  const turn = turns[Math.max(0, Math.min(index, turns.length - 1))];
  if (turn === undefined) return;
  turns[current]?.setAttribute('tabindex', '-1');
  current = turns.indexOf(turn);
  turn.setAttribute('tabindex', '0');
  if (focus) turn.focus({ preventScroll: true });
  turn.scrollIntoView({ block: 'nearest' });
}

function copyButton(turn: number, words: ReaderWords): HTMLButtonElement {
  const button = element('button', { type: 'button', class: 'copy', tabindex: '-1' }, words.copyCitation);
  button.addEventListener('click', () => copy(turn, button, words));
  return button;
}

function copy(turn: number, button: HTMLButtonElement | null, words: ReaderWords): void {
  vscode.postMessage({ kind: 'copy', turn });
  if (button === null) return;
  button.textContent = words.copied;
  button.classList.add('done');
  status.textContent = words.copied;
  setTimeout(() => {
    button.textContent = words.copyCitation;
    button.classList.remove('done');
  }, 1600);
}

const status = element('div', { role: 'status', class: 'hidden-status' });
document.body.append(status);

function header(call: CallView, words: ReaderWords): HTMLElement {
  const out = element('header', {}, element('h1', {}, plain(call.title)), element('p', { class: 'line' }, plain(call.line)));
  if (call.people.length > 0) {
    const list = element('ul', { class: 'people', 'aria-label': words.people });
    for (const person of call.people) {
      const side = person.side === 'us' ? words.us : person.side === 'customer' ? words.them : '';
      const item = element('li', { class: `person ${person.side}` }, element('span', { class: 'name' }, plain(person.label)));
      const role = [plain(person.role), side].filter((part) => part !== '').join(', ');
      if (role !== '') item.append(element('span', { class: 'role' }, role));
      list.append(item);
    }
    out.append(list);
  }
  const tools = element('p', { class: 'tools' });
  if (call.uri !== undefined) {
    const open = element('button', { type: 'button' }, words.openFile);
    open.addEventListener('click', () => vscode.postMessage({ kind: 'open-file', turn: undefined }));
    tools.append(open);
  }
  if (call.turns.length > 0) tools.append(element('span', { class: 'keys' }, words.keys));
  out.append(tools);
  return out;
}

function specLink(call: CallView, index: number, tabindex: string): HTMLElement {
  const link = element('button', { type: 'button', class: 'spec', tabindex }, plain(call.specs[index]?.title ?? ''));
  link.addEventListener('click', () => vscode.postMessage({ kind: 'open-spec', spec: index }));
  return link;
}

function turnElement(call: CallView, index: number, words: ReaderWords): HTMLElement {
  const turn = call.turns[index];
  if (turn === undefined) throw new RangeError('no such turn');
  const cited = call.focus !== undefined && index >= call.focus.first && index <= call.focus.last;
  const head = element('div', { class: 'head' }, element('span', { class: 'who' }, plain(turn.who)));
  if (turn.time !== '') head.append(element('span', { class: 'time' }, plain(turn.time)));
  if (cited) head.append(element('span', { class: 'mark' }, words.citedTurn));
  head.append(copyButton(index, words));
  const out = element(
    'li',
    { class: `turn ${turn.side}${cited ? ' cited' : ''}`, tabindex: '-1', 'data-turn': String(index) },
    head,
    element('p', { class: 'words' }, plain(turn.words)),
  );
  if (turn.citedBy.length > 0) {
    const by = element('p', { class: 'cited-by' }, `${words.citedBy} `);
    for (const spec of turn.citedBy) by.append(specLink(call, spec, '-1'));
    out.append(by);
  }
  out.addEventListener('focus', () => select(index, false));
  return out;
}

function show(call: CallView, words: ReaderWords, keepPlace: boolean): void {
  const place = keepPlace && shown === call.id ? { top: document.documentElement.scrollTop, turn: current } : undefined;
  shown = call.id;
  current = -1;
  vscode.setState({ id: call.id, anchor: call.focus === undefined ? '' : (call.turns[call.focus.first]?.anchor ?? '') });
  const parts: Node[] = [header(call, words)];
  if (call.withheld !== undefined) parts.push(element('p', { class: 'withheld' }, plain(call.withheld)));
  const specs = element('section', { class: 'specs' }, element('h2', {}, words.citedBy));
  if (call.specs.length === 0) specs.append(element('p', { class: 'none' }, words.nobodyCites));
  call.specs.forEach((_spec, index) => specs.append(specLink(call, index, '0')));
  parts.push(specs);
  if (call.turns.length > 0) {
    const list = element('ol', { class: 'turns', 'aria-label': words.transcript });
    call.turns.forEach((_turn, index) => list.append(turnElement(call, index, words)));
    parts.push(list);
  }
  page.replaceChildren(...parts);
  page.removeAttribute('aria-busy');
  list(call, words);
  if (place !== undefined) {
    select(place.turn < 0 ? 0 : place.turn, false);
    document.documentElement.scrollTop = place.top;
  } else if (call.focus !== undefined) {
    select(call.focus.first, true);
    turnElements()[call.focus.first]?.scrollIntoView({ block: 'center' });
  } else {
    select(0, false);
    document.documentElement.scrollTop = 0;
  }
}

let onKey: ((event: KeyboardEvent) => void) | undefined;
// Up and down (or k and j) move between turns, c copies a citation, Enter opens the file there.
function list(call: CallView, words: ReaderWords): void {
  if (onKey !== undefined) document.removeEventListener('keydown', onKey);
  onKey = (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const inTurn = (event.target as HTMLElement | null)?.classList.contains('turn') === true;
    const inBody = event.target === document.body;
    if (!inTurn && !inBody) return;
    const moves: Record<string, number> = { ArrowDown: 1, j: 1, ArrowUp: -1, k: -1, PageDown: 8, PageUp: -8, Home: -Infinity, End: Infinity };
    const move = moves[event.key];
    if (move !== undefined) {
      const from = Math.max(0, current);
      select(move === Infinity ? call.turns.length - 1 : move === -Infinity ? 0 : from + move, true);
    } else if (event.key === 'c' && current >= 0) {
      copy(current, turnElements()[current]?.querySelector('button.copy') ?? null, words);
    } else if (event.key === 'Enter' && inTurn && call.uri !== undefined) {
      vscode.postMessage({ kind: 'open-file', turn: current });
    } else {
      return;
    }
    event.preventDefault();
  };
  document.addEventListener('keydown', onKey);
}

window.addEventListener('message', (event: MessageEvent<ToReader>) => {
  const message = event.data;
  if (message.kind === 'call') show(message.call, message.words, message.keepPlace);
  else {
    page.replaceChildren(element('p', { class: 'withheld' }, plain(message.message)));
    page.removeAttribute('aria-busy');
  }
});
vscode.postMessage({ kind: 'ready' });
