// The lifecycle of an account in words; what the server says in words already is kept.
import * as vscode from 'vscode';
import { oneLine } from './plain';

export function lifecycleName(lifecycle: string): string {
  switch (lifecycle) {
    case 'prospect':
      return vscode.l10n.t('prospect');
    case 'customer':
      return vscode.l10n.t('customer');
    case 'former':
      return vscode.l10n.t('former customer');
    case 'partner':
      return vscode.l10n.t('partner');
    case 'unknown':
      return '';
    default:
      return oneLine(lifecycle);
  }
}
