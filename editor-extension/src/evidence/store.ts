// What the server knows of the evidence of each spec that someone looks at, kept until the
// document, a call or a finding changes. Views read it at once and hear when it changes.
import * as vscode from 'vscode';
import type { SpecEvidence } from '../protocol';
import type { Answer, Session } from '../server/session';

interface Entry {
  answer: Answer<SpecEvidence> | undefined;
  text: string; // of `answer`, to tell a change
  /** The question that is on its way. */
  asking: Promise<Answer<SpecEvidence>> | undefined;
  again: boolean;
  timer: NodeJS.Timeout | undefined;
}

const kPause = 250; // milliseconds of silence after a change before asking again

export class EvidenceStore implements vscode.Disposable {
  private readonly entries = new Map<string, Entry>();
  private readonly changed = new vscode.EventEmitter<vscode.Uri>();
  private readonly subscriptions: vscode.Disposable[] = [];
  readonly onDidChange = this.changed.event;

  constructor(private readonly session: Session) {
    this.subscriptions.push(
      vscode.workspace.onDidChangeTextDocument((event) => this.stale(event.document.uri)),
      vscode.workspace.onDidSaveTextDocument(() => this.allStale()), // a call changes many specs
      vscode.languages.onDidChangeDiagnostics((event) => event.uris.forEach((uri) => this.stale(uri))),
      vscode.workspace.onDidCloseTextDocument((document) => this.forget(document.uri)),
      session.onDidChangeState(() => this.allStale()),
    );
  }

  /** What is known now; asks if nothing is. `undefined` until the first answer. */
  get(uri: vscode.Uri): Answer<SpecEvidence> | undefined {
    const entry = this.entries.get(uri.toString());
    if (entry === undefined) void this.refresh(uri);
    return entry?.answer;
  }

  value(uri: vscode.Uri): SpecEvidence | undefined {
    const answer = this.get(uri);
    return answer?.kind === 'answer' ? (answer.value ?? undefined) : undefined;
  }

  /** Asks now and waits for the answer. */
  refresh(uri: vscode.Uri): Promise<Answer<SpecEvidence>> {
    const key = uri.toString();
    let entry = this.entries.get(key);
    if (entry === undefined) {
      entry = { answer: undefined, text: '', asking: undefined, again: false, timer: undefined };
      this.entries.set(key, entry);
    }
    if (entry.asking !== undefined) entry.again = true; // what is on its way may be of the older text
    else entry.asking = this.ask(uri, entry);
    return entry.asking;
  }

  private async ask(uri: vscode.Uri, entry: Entry): Promise<Answer<SpecEvidence>> {
    const key = uri.toString();
    let answer: Answer<SpecEvidence>;
    do {
      entry.again = false;
      // Named both ways a server may read it: as protocol.ts has it, and as LSP names documents.
      answer = await this.session.ask<SpecEvidence>('whyspec/specEvidence', { uri: key, textDocument: { uri: key } });
    } while (entry.again);
    entry.asking = undefined;
    const text = JSON.stringify(answer);
    if (text === entry.text) return entry.answer ?? answer; // the same value: nobody draws again
    entry.answer = answer;
    entry.text = text;
    if (this.entries.get(key) === entry) this.changed.fire(uri);
    return answer;
  }

  private stale(uri: vscode.Uri): void {
    const entry = this.entries.get(uri.toString());
    if (entry === undefined) return;
    clearTimeout(entry.timer);
    entry.timer = setTimeout(() => void this.refresh(uri), kPause);
  }

  private allStale(): void {
    for (const key of this.entries.keys()) this.stale(vscode.Uri.parse(key));
  }

  private forget(uri: vscode.Uri): void {
    const entry = this.entries.get(uri.toString());
    clearTimeout(entry?.timer);
    this.entries.delete(uri.toString());
  }

  dispose(): void {
    for (const entry of this.entries.values()) clearTimeout(entry.timer);
    this.subscriptions.forEach((subscription) => subscription.dispose());
    this.changed.dispose();
  }
}
