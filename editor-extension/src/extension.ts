// Entry point: wires the parts together. Nothing is started in a window without specs or calls.
import type MarkdownIt from 'markdown-it';
import * as vscode from 'vscode';
import { BriefPanel } from './brief/panel';
import { importCalls } from './calls/import_calls';
import { logCall } from './calls/log_call';
import { type CallRow, CallsView } from './calls/tree';
import { Doctor } from './commands/doctor';
import { findInCalls, insertEvidence } from './commands/insert_evidence';
import { newSpec } from './commands/new_spec';
import { openReport } from './commands/report';
import { openSample, showSample } from './commands/sample';
import { SpecDecorations } from './decorations';
import type { Row } from './evidence/model';
import { EvidenceStore } from './evidence/store';
import { EvidenceView } from './evidence/view';
import { VoicesView } from './evidence/voices';
import { whyspecPlugin } from './preview/plugin';
import { Preview } from './preview/source';
import { CallReader, type CallReference } from './reader/panel';
import { Session } from './server/session';
import { StatusBar } from './status_bar';
import { CallLog } from './team/call_log';
import { citationAt, documentIsCall, documentIsSpec, turnAt } from './text/active';
import { isOurs, saysSpec } from './workspace';

interface Exports {
  extendMarkdownIt(md: MarkdownIt): MarkdownIt;
}

export function activate(context: vscode.ExtensionContext): Exports {
  const begun = performance.now();
  const session = new Session(context.extensionUri);
  const callLog = new CallLog(session, context.secrets);
  const store = new EvidenceStore(session);
  const reader = new CallReader(session, context.extensionUri);
  const brief = new BriefPanel(session, store, context.extensionUri);
  const calls = new CallsView(session);
  const doctor = new Doctor(session);
  const preview = new Preview(session, store, () => void startIfOurs());
  const read = (call: string, anchor: string) => reader.open({ id: call, anchor });
  context.subscriptions.push(
    session,
    store,
    reader,
    brief,
    calls,
    doctor,
    preview,
    new EvidenceView(session, store),
    new VoicesView(session),
    new StatusBar(session, store, callLog),
    callLog,
    new SpecDecorations(),
  );

  let looked: Promise<boolean> | undefined;
  const startIfOurs = async () => {
    if (session.state === 'off' && (await (looked ??= isOurs()))) await session.start();
  };
  /** For commands a person chose: they want the program whatever is in the folder. */
  const started = async () => {
    if (session.state === 'off') await session.start();
  };

  const register = <T extends unknown[]>(name: string, run: (...args: T) => unknown) =>
    context.subscriptions.push(vscode.commands.registerCommand(`whyspec.${name}`, run));

  register('restart', () => session.restart());
  register('showLog', () => session.log.show());
  register('openServerSetting', () => {
    // Where a program is belongs to a machine: in a remote window to the remote one, whose settings are apart.
    const place = vscode.env.remoteName === undefined ? 'openSettings' : 'openRemoteSettings';
    return vscode.commands.executeCommand(`workbench.action.${place}`, { query: '@id:whyspec.server.path' });
  });
  register('doctor', () => doctor.run());
  register('newSpec', async () => {
    await started();
    await newSpec(session);
  });
  register('logCall', async () => {
    await started();
    await logCall(session, callLog);
  });
  register('signIn', async () => {
    await started();
    await callLog.signIn();
  });
  register('signOut', () => callLog.signOut());
  register('importCalls', async () => {
    await started();
    await importCalls(session);
  });
  register('insertEvidence', async () => {
    await started();
    await insertEvidence(session, read);
  });
  register('findInCalls', async () => {
    await started();
    await findInCalls(session, read);
  });
  register('showBrief', async (uri?: vscode.Uri) => {
    await started();
    const document = uri ?? vscode.window.activeTextEditor?.document.uri;
    if (document === undefined) {
      void vscode.window.showInformationMessage(vscode.l10n.t('Open a spec first: the brief is made from it.'));
      return;
    }
    await brief.open(document);
  });
  register('openReport', async () => {
    await started();
    await openReport(session, context.storageUri ?? context.globalStorageUri);
  });
  register('openSample', () => openSample(context));
  register('searchCalls', () => calls.search());
  register('clearSearch', () => calls.find(''));
  register('refreshCalls', () => calls.refresh());
  register('openCall', async (reference?: CallReference | CallRow | vscode.Uri) => {
    await started();
    const wanted = referenceOf(reference);
    if (wanted !== undefined) await reader.open(wanted);
    else await findInCalls(session, read);
  });
  register('openCallFile', async (row?: CallRow) => {
    const uri = row?.call?.uri;
    if (uri !== undefined) await vscode.window.showTextDocument(vscode.Uri.parse(uri));
  });
  register('openCitation', async () => {
    const found = await citationAt(session, store);
    if (found !== undefined) await reader.open({ id: found.call, anchor: found.anchor });
  });
  register('copyCitation', async (row?: Row) => {
    const citation = row?.citation ?? (reader.active ? reader.citationOfCall() : await citationOfEditor(session));
    if (citation === undefined) {
      void vscode.window.showInformationMessage(vscode.l10n.t('Put the cursor on a turn of a call, then copy its citation.'));
      return;
    }
    await vscode.env.clipboard.writeText(citation);
    void vscode.window.setStatusBarMessage(`$(check) ${vscode.l10n.t('Citation copied. Paste it into a spec.')}`, 4000);
  });
  register('showReferences', async (uri: string, position: unknown, locations: unknown) => {
    const converter = session.converter;
    if (converter === undefined || !isPosition(position) || !Array.isArray(locations)) return;
    const places = locations.filter(isLocation).map((location) => converter.asLocation(location));
    await vscode.commands.executeCommand('editor.action.showReferences', vscode.Uri.parse(uri), converter.asPosition(position), places);
  });

  // What menus are shown for the active editor.
  const tellMenus = async () => {
    const document = vscode.window.activeTextEditor?.document;
    const spec = document !== undefined && (await documentIsSpec(document, session, store));
    const call = document !== undefined && !spec && (await documentIsCall(document, session));
    await vscode.commands.executeCommand('setContext', 'whyspec.specActive', spec);
    await vscode.commands.executeCommand('setContext', 'whyspec.callActive', call);
  };
  context.subscriptions.push(
    vscode.window.onDidChangeActiveTextEditor(() => void tellMenus()),
    session.onDidChangeState(() => void tellMenus()),
    vscode.workspace.onDidOpenTextDocument((document) => {
      if (session.state === 'off' && saysSpec(document)) void session.start();
    }),
    vscode.workspace.onDidCreateFiles(() => {
      looked = undefined;
      void startIfOurs();
    }),
    vscode.workspace.onDidGrantWorkspaceTrust(() => {
      if (session.state !== 'off') void session.restart();
    }),
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration('whyspec.server.path') && session.state !== 'off') void session.restart();
    }),
  );
  // For the log: how long a person waited.
  const first = vscode.languages.onDidChangeDiagnostics((event) => {
    if (!event.uris.some((uri) => vscode.languages.getDiagnostics(uri).some((finding) => finding.source === 'whyspec'))) return;
    session.log.info(`first findings after ${Math.round(performance.now() - begun)} ms`);
    first.dispose();
  });
  context.subscriptions.push(first);
  void startIfOurs();
  void showSample(context);
  session.log.info(`activated in ${Math.round(performance.now() - begun)} ms`);
  return { extendMarkdownIt: (md) => whyspecPlugin(md, preview) };
}

export function deactivate(): void {
  // Everything is disposed of with the context's subscriptions.
}

function referenceOf(value: CallReference | CallRow | vscode.Uri | undefined): CallReference | undefined {
  if (value === undefined) {
    const document = vscode.window.activeTextEditor?.document;
    return document === undefined || document.languageId === 'markdown' && !/\/calls\//.test(document.uri.path)
      ? undefined
      : { uri: document.uri.toString() };
  }
  if (value instanceof vscode.Uri) return { uri: value.toString() };
  if ('call' in value && value.call !== undefined) return { id: value.call.id };
  if ('action' in value && value.action?.kind === 'call') return { id: value.action.call, anchor: value.action.anchor };
  return 'id' in value && typeof value.id === 'string' ? (value as CallReference) : undefined;
}

/** The citation of the turn under the cursor, in a call file. */
async function citationOfEditor(session: Session): Promise<string | undefined> {
  const editor = vscode.window.activeTextEditor;
  if (editor === undefined) return undefined;
  return turnAt(session, editor.document, editor.selection.active);
}

function isPosition(value: unknown): value is { line: number; character: number } {
  return typeof value === 'object' && value !== null && 'line' in value && 'character' in value;
}

function isLocation(value: unknown): value is { uri: string; range: { start: { line: number; character: number }; end: { line: number; character: number } } } {
  return typeof value === 'object' && value !== null && 'uri' in value && 'range' in value;
}
