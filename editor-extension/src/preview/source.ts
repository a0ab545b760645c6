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

export class Preview implements PreviewSource, vscode.Disposable {
  private readonly wanted = new Set<string>();
  private readonly places = new Map<string, Place | undefined>();
  private readonly subscriptions: vscode.Disposable[] = [];
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly session: Session, private readonly store: EvidenceStore, private readonly start: () => void) {
    this.subscriptions.push(
      store.onDidChange((uri) => {
        if (this.wanted.has(uri.toString())) void this.prepare(uri);
      }),
      vscode.workspace.onDidSaveTextDocument(() => this.places.clear()),
    );
  }

  evidence(environment: unknown): SpecEvidence | undefined {
    const uri = documentOf(environment);
    if (uri === undefined || uri.scheme !== 'file') return undefined;
    this.wanted.add(uri.toString());
    if (this.session.state === 'off') this.start();
    return this.store.value(uri);
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

  // Draws what is known at once, and again when the places of the turns are known too.
  private async prepare(uri: vscode.Uri): Promise<void> {
    this.redraw();
    const citations = this.store.value(uri)?.citations ?? [];
    const unknown = citations.filter((citation) => citation.problem === undefined && !this.places.has(keyOf(citation)));
    let found = false;
    for (const citation of unknown.slice(0, kMostPlaces)) {
      const key = keyOf(citation);
      if (this.places.has(key)) continue;
      this.places.set(key, undefined);
      const answer = await this.session.ask<CallView>('whyspec/call', { id: citation.call, anchor: citation.anchor });
      if (answer.kind !== 'answer' || answer.value?.uri === undefined) continue;
      const turn = answer.value.focus === undefined ? undefined : answer.value.turns[answer.value.focus.first];
      this.places.set(key, { uri: vscode.Uri.parse(answer.value.uri), line: turn?.range?.start.line });
      found = true;
    }
    if (found) this.redraw();
  }

  private redraw(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void vscode.commands.executeCommand('markdown.preview.refresh'), 60);
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
