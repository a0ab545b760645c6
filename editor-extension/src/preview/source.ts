// What the preview reads from: the evidence of the document shown, and where cited turns stand.
import * as path from 'node:path';
import * as vscode from 'vscode';
import type { CallView, CitationInfo, SpecEvidence } from '../protocol';
import type { EvidenceStore } from '../evidence/store';
import type { Session } from '../server/session';
import type { PreviewSource, PreviewWords } from './plugin';

interface Place {
  uri: vscode.Uri;
  line: number | undefined; // from 0
}

const kMostPlaces = 60; // of one document
const kPause = 60; // ms: what comes at once is drawn at once
const kPatience = 700; // ms; the preview itself waits 300

export class Preview implements PreviewSource, vscode.Disposable {
  /** By document: the evidence whose places are known or asked for; undefined before the first. */
  private readonly wanted = new Map<string, SpecEvidence | undefined>();
  private readonly places = new Map<string, Place | undefined>();
  private readonly subscriptions: vscode.Disposable[] = [];
  private timer: NodeJS.Timeout | undefined;
  private drawings = 0;

  constructor(private readonly session: Session, private readonly store: EvidenceStore, private readonly start: () => void) {
    this.subscriptions.push(
      store.onDidChange((uri) => {
        if (this.wanted.has(uri.toString())) this.redraw();
      }),
      vscode.workspace.onDidSaveTextDocument(() => {
        this.places.clear();
        for (const key of this.wanted.keys()) this.wanted.set(key, undefined);
      }),
    );
  }

  evidence(environment: unknown): SpecEvidence | undefined {
    const uri = documentOf(environment);
    if (uri === undefined || uri.scheme !== 'file') return undefined;
    this.drawings++;
    const key = uri.toString();
    if (this.session.state === 'off') this.start();
    const evidence = this.store.value(uri);
    if (!this.wanted.has(key) || this.wanted.get(key) !== evidence) {
      this.wanted.set(key, evidence);
      if (evidence !== undefined) void this.findPlaces(evidence);
    }
    return evidence;
  }

  link(environment: unknown, citation: CitationInfo): string | undefined {
    const from = documentOf(environment);
    const place = this.places.get(keyOf(citation));
    if (from === undefined || place === undefined || place.uri.scheme !== from.scheme) return undefined;
    const relative = path.posix.relative(path.posix.dirname(from.path), place.uri.path);
    const encoded = relative.split('/').map(encodeURIComponent).join('/');
    return place.line === undefined ? encoded : `${encoded}#L${place.line + 1}`;
  }

  words(): PreviewWords {
    return {
      inTheCall: vscode.l10n.t('In the call:'),
      missing: (titles) => vscode.l10n.t('Missing: {0}', titles),
    };
  }

  // The cards are drawn at once, and again when the places of the turns are known too.
  private async findPlaces(evidence: SpecEvidence): Promise<void> {
    let found = false;
    let asked = 0;
    for (const citation of evidence.citations) {
      const key = keyOf(citation);
      if (citation.problem !== undefined || citation.call === '' || this.places.has(key)) continue;
      if (++asked > kMostPlaces) break;
      this.places.set(key, undefined);
      const answer = await this.session.ask<CallView>('whyspec/call', { id: citation.call, anchor: citation.anchor });
      if (answer.kind !== 'answer') this.places.delete(key); // asked for again with the next evidence
      if (answer.kind !== 'answer' || answer.value?.uri === undefined) continue;
      const turn = answer.value.focus === undefined ? undefined : answer.value.turns[answer.value.focus.first];
      this.places.set(key, { uri: vscode.Uri.parse(answer.value.uri), line: turn?.range?.start.line });
      found = true;
    }
    if (found) this.redraw();
  }

  /** VS Code drops a refresh that comes while an update is pending which finds nothing new: then once more. */
  private redraw(tries = 3): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      const before = this.drawings;
      void vscode.commands.executeCommand('markdown.preview.refresh');
      if (tries === 1) return;
      this.timer = setTimeout(() => {
        if (this.drawings === before) this.redraw(tries - 1);
      }, kPatience);
    }, kPause);
  }

  dispose(): void {
    clearTimeout(this.timer);
    this.subscriptions.forEach((subscription) => subscription.dispose());
  }
}

function keyOf(citation: CitationInfo): string {
  return `${citation.call} ${citation.anchor}`;
}

// VS Code's preview hands its document over as "currentDocument".
function documentOf(environment: unknown): vscode.Uri | undefined {
  if (typeof environment !== 'object' || environment === null || !('currentDocument' in environment)) return undefined;
  const document: unknown = environment.currentDocument;
  return document instanceof vscode.Uri ? document : undefined;
}
