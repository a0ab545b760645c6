// "Insert evidence": what customers said about the selection, put into the spec as a quote or a link.
import * as vscode from 'vscode';
import type { SearchResult } from '../protocol';
import type { Session } from '../server/session';
import { tooOld } from '../evidence/view';
import type { Excerpt } from '../evidence/voices';
import { label, oneLine, shorten } from '../text/plain';
import { lifecycleName } from '../text/lifecycle';
import { passageAt } from '../text/passage';
import { insertionLine, quoteToInsert } from './insertion';

const kPause = 180;

interface ExcerptItem extends vscode.QuickPickItem {
  excerpt: Excerpt;
}

export type Reading = (call: string, anchor: string) => Promise<void>;

function itemOf(excerpt: Excerpt, buttons: vscode.QuickInputButton[]): ExcerptItem {
  // An account that may not be named is called by its lifecycle.
  const account = new Set([excerpt.account, lifecycleName(excerpt.lifecycle)].map(label));
  const place = [...account, label(excerpt.day), label(excerpt.time)].filter((part) => part !== '');
  return {
    label: shorten(label(excerpt.words === '' ? excerpt.callTitle : excerpt.words), 180),
    description: label(excerpt.who),
    detail: place.join(' · '),
    alwaysShow: true, // the server searches; the list only shows
    buttons,
    excerpt,
  };
}

/** A list of excerpts that follows what is typed. Resolves when it closes. */
function pickExcerpt(
  session: Session,
  options: { title: string; placeholder: string; text: string; uri: string | undefined; buttons: vscode.QuickInputButton[] },
  accept: (excerpt: Excerpt, button: vscode.QuickInputButton | undefined) => void,
): Promise<void> {
  return new Promise((resolve) => {
    const pick = vscode.window.createQuickPick<ExcerptItem>();
    pick.title = options.title;
    pick.placeholder = options.placeholder;
    pick.matchOnDescription = false;
    let timer: NodeJS.Timeout | undefined;
    let asked: vscode.CancellationTokenSource | undefined;
    const nothing = (text: string) => {
      pick.items = [];
      pick.placeholder = text;
    };
    const search = async () => {
      const typed = pick.value.trim();
      const text = typed === '' ? options.text : typed;
      asked?.cancel();
      if (text === '') return nothing(options.placeholder);
      const source = new vscode.CancellationTokenSource();
      asked = source;
      pick.busy = true;
      const answer = await session.ask<SearchResult>(
        'whyspec/search',
        { text, limit: 30, ...(options.uri === undefined ? {} : { uri: options.uri }) },
        source.token,
      );
      if (source.token.isCancellationRequested) return;
      pick.busy = false;
      if (answer.kind === 'answer' && answer.value !== null) {
        pick.items = answer.value.excerpts.map((excerpt) => itemOf(excerpt, options.buttons));
        if (!answer.value.ready) timer = setTimeout(() => void search(), 600);
        if (pick.items.length === 0) {
          const none = answer.value.ready ? vscode.l10n.t('Nobody said this in a logged call. Try other words.') : vscode.l10n.t('The calls are still being read…');
          nothing(none);
        }
      } else if (answer.kind === 'old') {
        nothing(tooOld(session));
      } else if (answer.kind === 'failed') {
        nothing(vscode.l10n.t('The calls could not be searched: {0}', oneLine(answer.message)));
      } else {
        nothing(vscode.l10n.t('The Whyspec program does not run yet.'));
      }
    };
    pick.onDidChangeValue(() => {
      clearTimeout(timer);
      timer = setTimeout(() => void search(), kPause);
    });
    pick.onDidAccept(() => {
      const chosen = pick.selectedItems[0];
      if (chosen === undefined) return;
      accept(chosen.excerpt, undefined);
      pick.hide();
    });
    pick.onDidTriggerItemButton((event) => {
      accept(event.item.excerpt, event.button);
      pick.hide();
    });
    pick.onDidHide(() => {
      clearTimeout(timer);
      asked?.cancel();
      pick.dispose();
      resolve();
    });
    pick.show();
    void search();
  });
}

export async function insertEvidence(session: Session, read: Reading): Promise<void> {
  const editor = vscode.window.activeTextEditor;
  if (editor === undefined || editor.document.languageId !== 'markdown') {
    void vscode.window.showInformationMessage(vscode.l10n.t('Open a spec and put the cursor where evidence is needed.'));
    return;
  }
  const { document } = editor;
  const selection = editor.selection;
  const link: vscode.QuickInputButton = { iconPath: new vscode.ThemeIcon('link'), tooltip: vscode.l10n.t('Insert only the link, at the cursor') };
  const open: vscode.QuickInputButton = { iconPath: new vscode.ThemeIcon('comment-discussion'), tooltip: vscode.l10n.t('Read this call') };
  await pickExcerpt(
    session,
    {
      title: vscode.l10n.t('Insert evidence'),
      placeholder: vscode.l10n.t('Words a customer may have used'),
      text: passageAt(document, selection),
      uri: document.uri.toString(),
      buttons: [link, open],
    },
    (excerpt, button) => {
      if (button === open) void read(excerpt.call, excerpt.anchor);
      else if (button === link) void insertLink(editor, selection, excerpt);
      else void insertQuote(editor, selection, excerpt);
    },
  );
}

export async function findInCalls(session: Session, read: Reading): Promise<void> {
  const editor = vscode.window.activeTextEditor;
  const text = editor === undefined || editor.selection.isEmpty ? '' : editor.document.getText(editor.selection);
  await pickExcerpt(
    session,
    {
      title: vscode.l10n.t('Find in calls'),
      placeholder: vscode.l10n.t('Words a customer may have used'),
      text: oneLine(text),
      uri: undefined,
      buttons: [],
    },
    (excerpt) => void read(excerpt.call, excerpt.anchor),
  );
}

async function insertLink(editor: vscode.TextEditor, selection: vscode.Selection, excerpt: Excerpt): Promise<void> {
  const at = selection.end;
  const before = at.character === 0 ? '' : editor.document.lineAt(at.line).text[at.character - 1];
  const text = `${before === '' || before === ' ' || before === '(' ? '' : ' '}(${excerpt.citation})`;
  await editor.edit((edit) => edit.insert(at, text));
}

async function insertQuote(editor: vscode.TextEditor, selection: vscode.Selection, excerpt: Excerpt): Promise<void> {
  const { document } = editor;
  const lines = Array.from({ length: document.lineCount }, (_, index) => document.lineAt(index).text);
  const after = insertionLine(lines, selection.end.line);
  const text = quoteToInsert(lines, after, excerpt.quote);
  const at = document.lineAt(after).range.end;
  await editor.edit((edit) => edit.insert(at, document.eol === vscode.EndOfLine.CRLF ? text.replace(/\n/g, '\r\n') : text));
}
