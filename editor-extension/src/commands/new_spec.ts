// "New spec": a title, a profile; the program writes the file from its template.
import * as path from 'node:path';
import * as vscode from 'vscode';
import { needFolder } from '../calls/folder';
import type { Session } from '../server/session';
import { notice } from '../text/plain';
import { ask, choose, line } from './steps';

function profiles(): { value: string; label: string; description: string }[] {
  return [
    { value: '', label: vscode.l10n.t('As this folder says'), description: vscode.l10n.t('the profile of whyspec.json, or the default one') },
    { value: 'default', label: 'Whyspec', description: vscode.l10n.t('why, customer evidence, expected usage') },
    { value: 'pr-faq', label: 'PR/FAQ', description: vscode.l10n.t('a press release and its questions') },
    { value: 'shape-up', label: 'Shape Up', description: vscode.l10n.t('a pitch: problem, appetite, solution') },
    { value: 'yien-prd', label: 'Yien PRD', description: vscode.l10n.t('a one-page product brief') },
    { value: 'spec-kit', label: 'Spec Kit', description: vscode.l10n.t('for work with coding agents') },
    { value: 'kep', label: 'KEP', description: vscode.l10n.t('as Kubernetes proposes enhancements') },
    { value: 'rust-rfc', label: 'Rust RFC', description: vscode.l10n.t('as Rust requests comments') },
    { value: 'swift-evolution', label: 'Swift Evolution', description: vscode.l10n.t('as Swift proposes changes') },
  ];
}

export async function newSpec(session: Session): Promise<void> {
  const folder = await needFolder();
  if (folder === undefined) return;
  let title = '';
  let profile = '';
  let language = '';
  const languages: [string, string][] = [['', vscode.l10n.t('As this folder says')], ['en', 'English'], ['fr', 'Français'], ['de', 'Deutsch'], ['es', 'Español']];
  const done = await ask(vscode.l10n.t('New spec'), [
    (place) =>
      line(
        place,
        {
          prompt: vscode.l10n.t('What is it called? The file is named after it.'),
          placeholder: vscode.l10n.t('Export to Excel'),
          value: title,
          problem: (text) => (text === '' ? vscode.l10n.t('A spec needs a title.') : undefined),
        },
        (text) => {
          title = text;
        },
      ),
    (place) =>
      choose(place, { placeholder: vscode.l10n.t('Which shape should it have?'), choices: profiles(), active: (value) => value === profile }, (value) => {
        profile = value;
      }),
    (place) =>
      choose(
        place,
        {
          placeholder: vscode.l10n.t('In which language will you write it?'),
          choices: languages.map(([value, name]) => ({ value, label: name })),
          active: (value) => value === language,
        },
        (value) => {
          language = value;
        },
      ),
  ]);
  if (!done) return;
  const args = ['new', 'spec', ...(profile === '' ? [] : ['--profile', profile]), ...(language === '' ? [] : ['--language', language]), '--', title];
  const result = await session.run(args, folder.uri.fsPath);
  if (result === undefined) return;
  const written = result.stdout.trim().split('\n').pop() ?? '';
  if (result.status !== 0 || written === '') {
    const why = result.stderr.trim().split('\n')[0] ?? '';
    void vscode.window.showErrorMessage(vscode.l10n.t('The spec was not written. {0}', notice(why)));
    return;
  }
  await vscode.window.showTextDocument(vscode.Uri.file(path.resolve(folder.uri.fsPath, written)));
}
