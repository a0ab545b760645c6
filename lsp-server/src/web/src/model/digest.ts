// My accounts: what was asked, which spec answers, and the weekly digest as plain text.
import type { AccountView, AskAnswer } from '../api/types';
import type { Strings } from '../i18n/strings';
import { oneLine, shortened } from './plain';
import { daysSince, formatDay, weekOf } from './when';

/** What a spec's status means to somebody who talks to customers. */
export type Progress = 'open' | 'considered' | 'planned' | 'shipped' | 'declined';

export function progressOf(answer: Pick<AskAnswer, 'spec' | 'status'>): Progress {
  if (!answer.spec) return 'open';
  switch (answer.status) {
    case 'ready': case 'committed': return 'planned';
    case 'shipped': return 'shipped';
    case 'declined': case 'superseded': return 'declined';
    default: return 'considered';
  }
}

export const kProgress: readonly Progress[] = ['shipped', 'planned', 'considered', 'open', 'declined'];

export interface AccountAsks {
  account: string;
  label: string;
  asks: AskAnswer[];
}

/** Accounts in the order of their newest ask; asks newest first, as they come. */
export function byAccount(items: readonly AskAnswer[]): AccountAsks[] {
  const groups = new Map<string, AccountAsks>();
  for (const item of items) {
    const group = groups.get(item.account) ?? { account: item.account, label: item.account_label || item.account, asks: [] };
    group.asks.push(item);
    groups.set(item.account, group);
  }
  for (const group of groups.values()) group.asks.sort((a, b) => (b.excerpt.day ?? '').localeCompare(a.excerpt.day ?? ''));
  return [...groups.values()].sort((a, b) => (b.asks[0]?.excerpt.day ?? '').localeCompare(a.asks[0]?.excerpt.day ?? '') || a.label.localeCompare(b.label));
}

/** Mine, and no ask heard in their calls. */
export function silentAccounts(accounts: readonly AccountView[], items: readonly AskAnswer[], me: string): AccountView[] {
  const heard = new Set(items.map((item) => item.account));
  return accounts.filter(({ account }) => account.owner === me && me !== '' && !heard.has(account.id));
}

export const wordsOf = (item: Pick<AskAnswer, 'excerpt'>): string =>
  oneLine(
    item.excerpt.turns
      .filter((turn) => turn.index >= item.excerpt.first_turn && turn.index <= item.excerpt.last_turn)
      .map((turn) => turn.text)
      .join(' '),
  );

/** To paste into a mail or a one-to-one: what moved, what nobody answers, what was heard this week. */
export function digestText(s: Strings, language: string, items: readonly AskAnswer[], now: number, linkTo: (path: string) => string): string {
  const lines = [s.digest.title(formatDay(weekOf(now), language)), ''];
  const fresh = items.filter((item) => {
    const days = daysSince(item.excerpt.day, now);
    return days !== undefined && days >= 0 && days < 7;
  });
  const open = items.filter((item) => progressOf(item) === 'open');
  lines.push(s.digest.summary(items.length, fresh.length, open.length));
  for (const progress of kProgress) {
    const some = items.filter((item) => progressOf(item) === progress);
    if (some.length === 0) continue;
    lines.push('', s.digest.heading[progress].toUpperCase());
    for (const group of byAccount(some)) {
      lines.push(`${oneLine(group.label)}`);
      for (const ask of group.asks) {
        const words = wordsOf(ask);
        const said = words === '' ? s.digest.hidden : s.quoted(shortened(words, 160));
        lines.push(`- ${said}${ask.excerpt.day ? ` (${formatDay(ask.excerpt.day, language, 'short')})` : ''}`);
        if (ask.spec) lines.push(`  ${s.digest.answer(oneLine(ask.spec_title || ask.spec), s.status(ask.status ?? ''))} ${linkTo(`/specs/${encodeURIComponent(ask.spec)}`)}`);
      }
    }
  }
  return `${lines.join('\n')}\n`;
}
