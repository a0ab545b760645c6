// The Calls side bar: every logged call by account and date, with a search over them.
import * as vscode from 'vscode';
import type { CallsByAccount } from '../protocol';
import type { Session } from '../server/session';
import { lifecycleName } from '../text/lifecycle';
import { oneLine } from '../text/plain';
import { treeItem } from '../text/rows';
import type { Row } from '../evidence/model';
import { tooOld } from '../evidence/view';

export interface CallRow extends Row {
  call?: { id: string; uri?: string };
}

const kTypeNames: Record<string, () => string> = {
  discovery: () => vscode.l10n.t('discovery'),
  demo: () => vscode.l10n.t('demo'),
  follow_up: () => vscode.l10n.t('follow-up'),
  interview: () => vscode.l10n.t('interview'),
  check_in: () => vscode.l10n.t('check-in'),
  negotiation: () => vscode.l10n.t('negotiation'),
  other: () => vscode.l10n.t('other'),
};

export function typeName(type: string): string {
  return kTypeNames[type]?.() ?? oneLine(type.replace(/_/g, ' '));
}

export function callRows(calls: CallsByAccount, searching: boolean): CallRow[] {
  return calls.accounts.map((account, index) => ({
    id: `account/${index}/${account.label}`,
    ...accountRow(account),
    icon: { name: 'organization' },
    open: searching || calls.accounts.length <= 8,
    context: 'account',
    children: account.calls.map((call) => ({
      id: `call/${call.id}`,
      // The account stands above: what tells its calls apart is the day.
      label: call.day === '' ? titleOf(call) : oneLine(call.day),
      description: [typeName(call.type), call.citedBy > 0 ? citedBy(call.citedBy) : '', call.day === '' ? '' : titleOf(call)]
        .filter((part) => part !== '')
        .join(' · '),
      tooltip: [oneLine(call.title), call.id, turns(call.turns), citedBy(call.citedBy)].filter((part) => part !== '').join('\n'),
      icon: { name: call.citedBy > 0 ? 'comment-discussion' : 'comment' },
      action: { kind: 'call', call: call.id, anchor: '' },
      context: call.uri === undefined ? 'call' : 'call-file',
      citation: `[${oneLine(call.title).replace(/[[\]\\]/g, '\\$&')}](call:${call.id})`,
      call: { id: call.id, ...(call.uri === undefined ? {} : { uri: call.uri }) },
    })),
  }));
}

function accountRow(account: CallsByAccount['accounts'][number]): { label: string; description: string } {
  const [name, lifecycle] = [oneLine(account.label), lifecycleName(account.lifecycle)];
  const calls = String(account.calls.length);
  // One that may not be named is called "customer": once is enough.
  if (name === lifecycle && name !== '') return { label: capital(name), description: calls };
  return {
    label: name === '' ? vscode.l10n.t('Account not known') : name,
    description: lifecycle === '' ? calls : `${lifecycle} · ${calls}`,
  };
}

export function capital(text: string): string {
  return text.charAt(0).toLocaleUpperCase() + text.slice(1);
}

function titleOf(call: { id: string; title: string }): string {
  return call.title === '' ? call.id : oneLine(call.title);
}

function citedBy(specs: number): string {
  if (specs === 0) return vscode.l10n.t('cited by no spec yet');
  return specs === 1 ? vscode.l10n.t('cited by 1 spec') : vscode.l10n.t('cited by {0} specs', specs);
}

function turns(count: number): string {
  return count === 1 ? vscode.l10n.t('1 turn') : vscode.l10n.t('{0} turns', count);
}

export class CallsView implements vscode.TreeDataProvider<CallRow>, vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<void>();
  readonly onDidChangeTreeData = this.changed.event;
  private readonly view: vscode.TreeView<CallRow>;
  private readonly subscriptions: vscode.Disposable[] = [];
  private rows: CallRow[] | undefined; // undefined: to be asked for
  private query = '';
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly session: Session) {
    this.view = vscode.window.createTreeView('whyspec.calls', { treeDataProvider: this, showCollapseAll: true });
    const watcher = vscode.workspace.createFileSystemWatcher('**/*.{md,json,vtt,srt,txt,yaml,yml}');
    this.subscriptions.push(
      this.view,
      watcher,
      watcher.onDidCreate(() => this.soon()),
      watcher.onDidChange(() => this.soon()),
      watcher.onDidDelete(() => this.soon()),
      session.onDidChangeState(() => this.refresh()),
    );
  }

  refresh(): void {
    this.rows = undefined;
    this.changed.fire();
  }

  private soon(milliseconds = 800): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.refresh(), milliseconds);
  }

  async search(): Promise<void> {
    const typed = await vscode.window.showInputBox({
      title: vscode.l10n.t('Search the calls'),
      prompt: vscode.l10n.t('Words of a title, an account, a person or a date'),
      value: this.query,
    });
    if (typed !== undefined) this.find(typed);
  }

  find(query: string): void {
    this.query = query.trim();
    void vscode.commands.executeCommand('setContext', 'whyspec.searching', this.query !== '');
    this.view.description = this.query === '' ? '' : vscode.l10n.t('search: {0}', oneLine(this.query));
    this.refresh();
  }

  async getChildren(row?: CallRow): Promise<CallRow[]> {
    if (row !== undefined) return row.children ?? [];
    if (this.rows !== undefined) return this.rows;
    if (this.session.state !== 'running') return [];
    const query = this.query;
    const answer = await this.session.ask<CallsByAccount>('whyspec/calls', query === '' ? {} : { query });
    if (query !== this.query) return this.rows ?? []; // a newer search is on its way
    const say = (message: string) => {
      this.view.message = message;
    };
    if (answer.kind === 'off') return [];
    if (answer.kind === 'old') {
      say(tooOld(this.session));
      return (this.rows = []);
    }
    if (answer.kind === 'failed') {
      say(vscode.l10n.t('The calls could not be listed: {0}', oneLine(answer.message)));
      return [];
    }
    const calls = answer.value;
    if (calls === null) return [];
    this.rows = callRows(calls, query !== '');
    if (!calls.ready) {
      say(vscode.l10n.t('The calls are still being read…'));
      this.soon(700);
    } else if (this.rows.length === 0 && query !== '') {
      say(vscode.l10n.t('No call fits "{0}".', oneLine(query)));
    } else {
      say('');
    }
    return this.rows;
  }

  getTreeItem(row: CallRow): vscode.TreeItem {
    return treeItem(row);
  }

  dispose(): void {
    clearTimeout(this.timer);
    this.subscriptions.forEach((subscription) => subscription.dispose());
    this.changed.dispose();
  }
}
