// At which level somebody sees a call, and why, in a sentence.
import type { CallView, Level, Me } from '../api/types';
import type { Strings } from '../i18n/strings';

export type Seen = Pick<CallView, 'level' | 'withheld' | 'partial' | 'is_owner'>;

function reason(s: Strings, seen: Seen, me: Pick<Me, 'role'>): string {
  if (seen.withheld !== '') return s.levels.withheld[seen.withheld] ?? '';
  if (seen.is_owner) return s.levels.because.owner;
  if (seen.level === 'contact' && me.role === 'dpo') return s.levels.because.dpo;
  if (seen.level === 'transcript' || seen.level === 'contact') return s.levels.because.opened;
  return s.levels.because[me.role] ?? '';
}

/** "You see names replaced, because …" */
export function levelSentence(s: Strings, seen: Seen, me: Pick<Me, 'role'>): string {
  const what = s.levels.call[seen.level] ?? s.levels.call.nothing;
  const why = reason(s, seen, me);
  const passages = seen.partial && (seen.level === 'alias' || seen.level === 'named') ? ` ${s.levels.passages}` : '';
  return `${what}${why === '' ? '' : s.levels.join(why)}.${passages}`;
}

/** What a role sees of calls in general: for the menu with the reader's name. */
export const roleSentence = (s: Strings, me: Pick<Me, 'role'>): string => s.levels.role[me.role] ?? '';

export const kSwitchLevels: readonly Exclude<Level, 'nothing' | 'contact'>[] = ['aggregate', 'alias', 'named', 'transcript'];
