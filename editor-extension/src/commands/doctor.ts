// "Doctor": what Whyspec finds here, what is missing and what to do, in an output channel.
import * as vscode from 'vscode';
import { workingFolder } from '../calls/folder';
import type { Session } from '../server/session';
import { plain } from '../text/plain';

export class Doctor implements vscode.Disposable {
  private channel: vscode.OutputChannel | undefined;

  constructor(private readonly session: Session) {}

  async run(): Promise<void> {
    const channel = (this.channel ??= vscode.window.createOutputChannel(vscode.l10n.t('Whyspec Doctor')));
    const folder = workingFolder();
    const result = await this.session.run(['doctor'], folder?.uri.fsPath);
    if (result === undefined) return;
    channel.clear();
    if (folder !== undefined) channel.appendLine(`${folder.uri.fsPath}\n`);
    channel.append(plain(result.stdout));
    if (result.stderr.trim() !== '') channel.append(`\n${plain(result.stderr)}`);
    channel.show(true);
  }

  dispose(): void {
    this.channel?.dispose();
  }
}
