// What the active editor shows: a spec, a call, a citation, a turn.
import * as vscode from 'vscode';
import type { EvidenceStore } from '../evidence/store';
import type { CallView, CitationInfo } from '../protocol';
import type { Session } from '../server/session';
import { range } from './ranges';

export async function documentIsSpec(document: vscode.TextDocument, session: Session, store: EvidenceStore): Promise<boolean> {
  if (document.languageId !== 'markdown' || document.uri.scheme !== 'file' || session.state !== 'running') return false;
  const answer = await store.refresh(document.uri);
  if (answer.kind === 'answer') return answer.value !== null;
  return /\/specs\/|\.spec\.md$/.test(document.uri.path); // a program that cannot tell: by its name
}

export async function documentIsCall(document: vscode.TextDocument, session: Session): Promise<boolean> {
  if (document.uri.scheme !== 'file' || session.state !== 'running') return false;
  if (!/\.(?:md|markdown|json|vtt|srt|txt)$/.test(document.uri.path)) return false;
  const answer = await session.ask<CallView>('whyspec/call', { uri: document.uri.toString() });
  if (answer.kind === 'answer') return answer.value !== null;
  return /\/calls\/|\.(?:vtt|srt)$/.test(document.uri.path);
}

export async function citationAt(session: Session, store: EvidenceStore): Promise<CitationInfo | undefined> {
  const editor = vscode.window.activeTextEditor;
  if (editor === undefined) return undefined;
  const answer = await store.refresh(editor.document.uri);
  const citations = answer.kind === 'answer' ? (answer.value?.citations ?? []) : [];
  const at = editor.selection.active;
  const exact = citations.find((citation) => range(citation.range).contains(at));
  const found = exact ?? citations.find((citation) => range(citation.range).start.line === at.line);
  if (found === undefined || found.call === '') {
    void vscode.window.showInformationMessage(
      answer.kind === 'old'
        ? vscode.l10n.t('The Whyspec program that runs ({0}) is too old to open calls here.', session.version)
        : vscode.l10n.t('Put the cursor on a citation to read the call behind it.'),
    );
    return undefined;
  }
  return found;
}

export async function turnAt(session: Session, document: vscode.TextDocument, position: vscode.Position): Promise<string | undefined> {
  const answer = await session.ask<CallView>('whyspec/call', { uri: document.uri.toString() });
  if (answer.kind !== 'answer' || answer.value === null) return undefined;
  const { turns } = answer.value;
  const at = turns.find((turn) => turn.range !== undefined && range(turn.range).contains(position));
  return (at ?? turns.find((turn) => turn.range !== undefined && range(turn.range).start.line >= position.line))?.citation;
}
