// The team's call log: its state as the server tells it, and the token, which is kept in the
// editor's secret storage, one an address, and nowhere else.
import * as vscode from 'vscode';
import type { CallLogState, LoggedCalls, LogCallParams } from '../protocol';
import type { Answer, Session } from '../server/session';
import { notice } from '../text/plain';

const kTokenStart = 'wsp_';

export class CallLog implements vscode.Disposable {
  private current: CallLogState = { state: 'off', calls: 0 };
  private asked = false; // to sign in, in this window
  private readonly changed = new vscode.EventEmitter<CallLogState>();
  readonly onDidChange = this.changed.event;
  private readonly subscriptions: vscode.Disposable[] = [this.changed];

  constructor(private readonly session: Session, private readonly secrets: vscode.SecretStorage) {
    session.onStarting((client) => {
      client.onRequest('whyspec/callLogToken', async (params: { url?: unknown }) => ({ token: await this.tokenOf(params.url) }));
      client.onNotification('whyspec/callLogState', (state: CallLogState) => this.become(state));
    });
    this.subscriptions.push(
      session.onDidChangeState((state) => {
        if (state !== 'running') this.become({ state: 'off', calls: 0 });
      }),
      // Signed in or out in another window.
      secrets.onDidChange(async ({ key }) => {
        const url = this.current.url;
        if (url !== undefined && key === keyOf(url)) await this.tell(url);
      }),
    );
  }

  get state(): CallLogState {
    return this.current;
  }
  /** A call logged now goes to the team. */
  get reachable(): boolean {
    return this.current.state === 'synced';
  }

  /** A line for people; "" when there is no call log. */
  describe(): string {
    const { state, calls, message, lastSyncedAt } = this.current;
    const at = lastSyncedAt === undefined ? '' : new Date(lastSyncedAt).toLocaleString();
    switch (state) {
      case 'synced':
        return vscode.l10n.t("The team's call log: {0} calls, in step", calls);
      case 'connecting':
        return vscode.l10n.t("The team's call log is being read");
      case 'offline':
        return at === ''
          ? vscode.l10n.t("The team's call log cannot be reached. {0}", notice(message ?? ''))
          : vscode.l10n.t("The team's call log cannot be reached; what you see is of {0}. {1}", at, notice(message ?? ''));
      case 'refused':
        return notice(message ?? '');
      default:
        return '';
    }
  }

  async signIn(): Promise<void> {
    const { url } = this.current;
    if (url === undefined) {
      void vscode.window.showInformationMessage(
        vscode.l10n.t('No call log of a team is set up here: "callLog.url" in whyspec.json names it.'),
      );
      return;
    }
    const token = await vscode.window.showInputBox({
      title: vscode.l10n.t("Sign in to the team's call log"),
      prompt: vscode.l10n.t('Paste your token for {0}. It is kept by the editor, in no file. Whoever runs the call log gives you one.', url),
      password: true,
      ignoreFocusOut: true,
      validateInput: (text) =>
        text.trim() === '' || text.trim().startsWith(kTokenStart)
          ? undefined
          : vscode.l10n.t('A token begins with {0}. Copy it again, whole and alone.', kTokenStart),
    });
    if (token === undefined || token.trim() === '') return;
    await this.secrets.store(keyOf(url), token.trim()); // onDidChange tells the server
  }

  async signOut(): Promise<void> {
    const { url } = this.current;
    if (url !== undefined) await this.secrets.delete(keyOf(url));
  }

  /** Logs files there; what became of them. */
  log(params: LogCallParams): Promise<Answer<LoggedCalls>> {
    return this.session.ask<LoggedCalls>('whyspec/logCall', params);
  }

  private async tokenOf(url: unknown): Promise<string | null> {
    return typeof url === 'string' ? ((await this.secrets.get(keyOf(url))) ?? null) : null;
  }

  private async tell(url: string): Promise<void> {
    await this.session.tell('whyspec/callLogToken', { url, token: await this.tokenOf(url) });
  }

  private become(state: CallLogState): void {
    const before = this.current;
    this.current = state;
    void vscode.commands.executeCommand('setContext', 'whyspec.callLog', state.state);
    this.changed.fire(state);
    if (state.state === 'refused' && before.state !== 'refused') void this.explain(state);
  }

  private async explain(state: CallLogState): Promise<void> {
    if (this.asked) return;
    this.asked = true;
    const signIn = vscode.l10n.t('Sign In');
    const buttons = state.url === undefined ? [] : [signIn];
    const chosen = await vscode.window.showWarningMessage(notice(state.message ?? ''), ...buttons);
    if (chosen === signIn) await this.signIn();
  }

  dispose(): void {
    this.subscriptions.forEach((subscription) => subscription.dispose());
  }
}

function keyOf(url: string): string {
  return `whyspec.callLog:${url}`;
}
