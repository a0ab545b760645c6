// "Log a call": the few things that matter, then the transcript, pasted or from a file.
import * as path from 'node:path';
import * as vscode from 'vscode';
import type { CallsByAccount, LogCallParams } from '../protocol';
import type { Session } from '../server/session';
import { messageOf } from '../server/session';
import { ask, choose, line, type Choice } from '../commands/steps';
import { label, notice } from '../text/plain';
import { type CallDetails, callId, callRecord, type CallFiles, freeId, kindOf, markdownCall, parseDay, withSideCar } from './call_file';
import { callsFolder, needFolder } from './folder';
import { importFiles } from './import_calls';
import type { CallLog } from '../team/call_log';
import { lifecycleName } from '../text/lifecycle';
import { capital, typeName } from './tree';

const kTypes = ['discovery', 'demo', 'follow_up', 'interview', 'check_in', 'negotiation', 'other'];
const kLargest = 20 * 1024 * 1024; // bytes of a transcript

type Source = { kind: 'clipboard'; text: string } | { kind: 'file' } | { kind: 'none' };
interface Account {
  name: string;
  lifecycle: string;
}

export async function logCall(session: Session, callLog: CallLog): Promise<void> {
  const folder = await needFolder();
  if (folder === undefined) return;
  const known = await session.ask<CallsByAccount>('whyspec/calls', {});
  const accounts = known.kind === 'answer' ? (known.value?.accounts ?? []) : [];
  const clipboard = await vscode.env.clipboard.readText();

  const details: CallDetails = { account: '', day: today(), type: 'discovery', title: '', lifecycle: '', people: [], owner: '' };
  let source: Source = { kind: 'none' };
  const done = await ask(vscode.l10n.t('Log a call'), [
    (place) =>
      choose<Account>(
        place,
        {
          placeholder: vscode.l10n.t('Which company was it with? Type a new name, or choose one.'),
          choices: accounts
            .filter((account) => account.label !== '')
            .map((account) => ({
              label: label(account.label),
              description: lifecycleName(account.lifecycle),
              value: { name: account.label, lifecycle: account.lifecycle },
            })),
          typed: (text) =>
            text === '' || accounts.some((account) => account.label.toLowerCase() === text.toLowerCase())
              ? undefined
              : { label: label(text), description: vscode.l10n.t('new company'), alwaysShow: true, value: { name: text, lifecycle: '' } },
        },
        (account) => {
          details.account = account.name;
          details.lifecycle = account.lifecycle;
        },
      ),
    (place) =>
      choose<string>(
        place,
        {
          placeholder: vscode.l10n.t('What are they to you, on the day of the call?'),
          choices: ['prospect', 'customer', 'former', 'partner', ''].map((value) => ({
            label: value === '' ? vscode.l10n.t('I do not know') : lifecycleName(value),
            value,
          })),
          active: (value) => value === details.lifecycle,
        },
        (value) => {
          details.lifecycle = value;
        },
      ),
    (place) =>
      line(
        place,
        {
          prompt: vscode.l10n.t('On which day was it?'),
          placeholder: '2026-01-31',
          value: details.day,
          problem: (text) =>
            parseDay(text) === undefined ? vscode.l10n.t('Write the day as 2026-01-31, or as 31/01/2026.') : undefined,
        },
        (text) => {
          details.day = parseDay(text) ?? details.day;
        },
      ),
    (place) =>
      choose<string>(
        place,
        {
          placeholder: vscode.l10n.t('What kind of call was it?'),
          choices: kTypes.map((value) => ({ label: typeName(value), value })),
          active: (value) => value === details.type,
        },
        (value) => {
          details.type = value;
        },
      ),
    (place) =>
      line(
        place,
        {
          prompt: vscode.l10n.t('Who was there on their side? Name and role; several are separated by a semicolon. May stay empty.'),
          placeholder: vscode.l10n.t('Jane Roe, head of operations; Max Sample, payroll'),
          value: details.people.join('; '),
        },
        (text) => {
          details.people = text.split(';').map((person) => person.trim()).filter((person) => person !== '');
        },
      ),
    (place) =>
      choose<Source>(
        place,
        { placeholder: vscode.l10n.t('Where is what was said?'), choices: sources(clipboard) },
        (value) => {
          source = value;
        },
      ),
  ]);
  if (!done) return;
  details.title = `${capital(typeName(details.type))}, ${details.account}`;
  await write(session, callLog, folder, details, source);
}

function sources(clipboard: string): Choice<Source>[] {
  const words = clipboard.split(/\s+/).filter((word) => word !== '').length;
  const out: Choice<Source>[] = [];
  if (words >= 5) {
    out.push({
      label: `$(clippy) ${vscode.l10n.t('Paste what I have copied')}`,
      description: vscode.l10n.t('{0} words: {1}', words, label(clipboard.slice(0, 60))),
      value: { kind: 'clipboard', text: clipboard },
    });
  }
  out.push(
    {
      label: `$(file) ${vscode.l10n.t('Choose a transcript file')}`,
      description: vscode.l10n.t('.vtt, .srt, .txt, or the export of a recorder'),
      value: { kind: 'file' },
    },
    { label: `$(edit) ${vscode.l10n.t('I will write it down now')}`, value: { kind: 'none' } },
  );
  return out;
}

async function write(session: Session, callLog: CallLog, folder: vscode.WorkspaceFolder, details: CallDetails, source: Source): Promise<void> {
  const target = await callsFolder(folder);
  const names = await namesIn(target);
  const id = freeId(callId(details.account, details.day), (candidate) => names.has(candidate));
  let made: CallFiles;
  if (source.kind === 'file') {
    const file = await pickTranscript();
    if (file === undefined) return;
    const extension = path.extname(file.path).slice(1).toLowerCase();
    if (!['vtt', 'srt', 'txt', 'md'].includes(extension)) {
      // An export says itself who and when.
      if (callLog.reachable) return logThere(callLog, { files: [{ uri: file.toString() }] });
      await importFiles(session, folder, [file]);
      return;
    }
    const { size } = await vscode.workspace.fs.stat(file);
    if (size > kLargest) {
      void vscode.window.showErrorMessage(vscode.l10n.t('This file is larger than 20 MB: no transcript is. Choose the transcript, not the recording.'));
      return;
    }
    const text = new TextDecoder().decode(await vscode.workspace.fs.readFile(file));
    made = extension === 'md' ? markdownCall(details, id, text) : withSideCar(details, id, extension, text);
  } else if (source.kind === 'clipboard') {
    const kind = kindOf(source.text);
    made = kind === 'text' ? markdownCall(details, id, source.text) : withSideCar(details, id, kind, source.text);
  } else {
    made = markdownCall(details, id, '');
  }
  // What is still to be written down begins as a file.
  const [main] = made.files;
  if (callLog.reachable && source.kind !== 'none' && main !== undefined) {
    return logThere(callLog, { files: [{ name: main.name, text: main.text }], details: callRecord(details) });
  }
  try {
    await vscode.workspace.fs.createDirectory(target);
    // The side-car first: a transcript without it would be a call of nobody for a moment.
    for (const file of [...made.files].reverse()) {
      await vscode.workspace.fs.writeFile(vscode.Uri.joinPath(target, file.name), new TextEncoder().encode(file.text));
    }
  } catch (error) {
    void vscode.window.showErrorMessage(vscode.l10n.t('The call could not be written: {0}', notice(messageOf(error))));
    return;
  }
  const first = made.files[0];
  if (first === undefined) return;
  const editor = await vscode.window.showTextDocument(vscode.Uri.joinPath(target, first.name));
  const end = editor.document.lineAt(editor.document.lineCount - 1).range.end;
  if (source.kind === 'none') editor.selection = new vscode.Selection(end, end);
  void vscode.window.setStatusBarMessage(`$(check) ${vscode.l10n.t('The call is logged: {0}', label(first.name))}`, 6000);
}

/** The call goes to the team's log; it comes back from there like everybody's. */
async function logThere(callLog: CallLog, params: LogCallParams): Promise<void> {
  const answer = await callLog.log(params);
  if (answer.kind !== 'answer' || answer.value === null) {
    const why = answer.kind === 'failed' ? answer.message : vscode.l10n.t('The Whyspec program does not answer.');
    void vscode.window.showErrorMessage(notice(why));
    return;
  }
  const { calls, problems } = answer.value;
  const [problem] = problems;
  if (problem !== undefined) {
    const said = notice(problem.message);
    void (calls.length === 0 ? vscode.window.showErrorMessage(said) : vscode.window.showWarningMessage(said));
  }
  const [first] = calls;
  if (first === undefined) return;
  const text = calls.length === 1 ? vscode.l10n.t("Logged in the team's call log: {0}", label(first.id)) : vscode.l10n.t("{0} calls are in the team's call log now", calls.length);
  void vscode.window.setStatusBarMessage(`$(check) ${text}`, 6000);
}

async function pickTranscript(): Promise<vscode.Uri | undefined> {
  const files = await vscode.window.showOpenDialog({
    title: vscode.l10n.t('Choose a transcript file'),
    openLabel: vscode.l10n.t('Log This'),
    filters: {
      [vscode.l10n.t('Transcripts and exports')]: ['vtt', 'srt', 'txt', 'md', 'json', 'csv'],
      [vscode.l10n.t('All files')]: ['*'],
    },
  });
  return files?.[0];
}

async function namesIn(folder: vscode.Uri): Promise<Set<string>> {
  try {
    const entries = await vscode.workspace.fs.readDirectory(folder);
    return new Set(entries.map(([name]) => name.replace(/\.call\.ya?ml$|\.[^.]+$/, '')));
  } catch {
    return new Set(); // the folder will be made
  }
}

function today(): string {
  const now = new Date();
  return `${now.getFullYear()}-${String(now.getMonth() + 1).padStart(2, '0')}-${String(now.getDate()).padStart(2, '0')}`;
}
