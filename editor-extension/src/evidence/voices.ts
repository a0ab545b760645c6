// "Who else said this": excerpts of calls that fit the selection, or the sentence the cursor is in.
import * as vscode from 'vscode';
import type { SearchResult } from '../protocol';
import type { Session } from '../server/session';
import { oneLine, plain } from '../text/plain';
import { RowTree } from '../text/rows';
import { passageAt } from '../text/passage';
import type { Row } from './model';
import { tooOld } from './view';

const kPause = 300;
const kShown = 12;

export type Excerpt = SearchResult['excerpts'][number];

/** Offsets of found words move when the text is made plain; then none are marked. */
export function marksOf(excerpt: Excerpt): [number, number][] | undefined {
  return oneLine(excerpt.words) === excerpt.words ? excerpt.marks : undefined;
}

export function excerptRow(excerpt: Excerpt, index: number): Row {
  const words = oneLine(excerpt.words);
  const marks = marksOf(excerpt);
  const who = [excerpt.who, excerpt.account, excerpt.day, excerpt.time].map(oneLine).filter((part) => part !== '');
  return {
    id: `${index}/${excerpt.call}${excerpt.anchor}`,
    label: words === '' ? oneLine(excerpt.callTitle) : words,
    ...(marks === undefined ? {} : { highlights: marks }),
    description: who.join(' · '),
    tooltip: [plain(excerpt.words), who.join(' · '), oneLine(excerpt.callTitle)].filter((line) => line !== '').join('\n\n'),
    icon: { name: 'quote' },
    action: { kind: 'call', call: excerpt.call, anchor: excerpt.anchor },
    context: 'excerpt',
    citation: excerpt.citation,
  };
}

export class VoicesView implements vscode.Disposable {
  private readonly tree = new RowTree();
  private readonly view: vscode.TreeView<Row>;
  private readonly subscriptions: vscode.Disposable[] = [];
  private timer: NodeJS.Timeout | undefined;
  private asked: vscode.CancellationTokenSource | undefined;
  private last = '';

  constructor(private readonly session: Session) {
    this.view = vscode.window.createTreeView('whyspec.voices', { treeDataProvider: this.tree });
    this.subscriptions.push(
      this.view,
      vscode.window.onDidChangeTextEditorSelection(() => this.soon()),
      vscode.window.onDidChangeActiveTextEditor(() => this.soon()),
      this.view.onDidChangeVisibility(() => this.soon()),
      session.onDidChangeState(() => this.soon()),
    );
    this.soon();
  }

  private soon(): void {
    clearTimeout(this.timer);
    if (this.view.visible) this.timer = setTimeout(() => void this.refresh(), kPause);
  }

  private async refresh(): Promise<void> {
    const editor = vscode.window.activeTextEditor;
    if (this.session.state !== 'running') return;
    if (editor === undefined) {
      // A panel in front leaves what was found on show; when all is closed nothing is asked.
      if (vscode.window.visibleTextEditors.length === 0 && vscode.window.tabGroups.activeTabGroup.activeTab === undefined) this.nothing('');
      return;
    }
    if (editor.document.languageId !== 'markdown') return this.nothing('');
    const text = passageAt(editor.document, editor.selection);
    const question = `${editor.document.uri.toString()} ${text}`;
    if (question === this.last) return;
    this.last = question;
    this.asked?.cancel();
    if (text === '') return this.nothing(vscode.l10n.t('Put the cursor into a sentence, or select one, to see who else said so.'));
    const source = new vscode.CancellationTokenSource();
    this.asked = source;
    const answer = await this.session.ask<SearchResult>(
      'whyspec/search',
      { text, uri: editor.document.uri.toString(), limit: kShown },
      source.token,
    );
    if (source.token.isCancellationRequested) return;
    if (answer.kind === 'old') return this.say(tooOld(this.session), []);
    if (answer.kind === 'off') {
      this.last = ''; // dropped by the server: asked again at the next move
      return;
    }
    if (answer.kind === 'failed') return this.say(vscode.l10n.t('The calls could not be searched: {0}', oneLine(answer.message)), []);
    const result = answer.value;
    if (result !== null && !result.ready) this.last = '';
    const excerpts = result?.excerpts ?? [];
    const message = excerpts.length > 0
      ? ''
      : result?.ready === false
        ? vscode.l10n.t('The calls are still being read…')
        : vscode.l10n.t('Nobody said this in a logged call.');
    this.say(message, excerpts.map(excerptRow));
  }

  private nothing(message: string): void {
    this.asked?.cancel();
    this.asked = undefined;
    if (message === '') this.last = '';
    this.say(message, []);
  }

  private say(message: string, rows: Row[]): void {
    this.view.message = message;
    this.tree.show(rows);
  }

  dispose(): void {
    clearTimeout(this.timer);
    this.asked?.dispose();
    this.subscriptions.forEach((subscription) => subscription.dispose());
  }
}
