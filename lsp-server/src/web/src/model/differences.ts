// What is different between a call or a spec as it is shown and as it is now, in a sentence.
import type { CallView, Me, SpecView } from '../api/types';
import type { Strings } from '../i18n/strings';
import { levelSentence } from './levels';

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

export function callChanged(s: Strings, before: CallView, after: CallView, me: Pick<Me, 'role'>): string {
  if (before.level !== after.level || before.withheld !== after.withheld) return s.live.callLevel(levelSentence(s, after, me));
  if (!same(before.call.transcript, after.call.transcript) || before.turn_count !== after.turn_count) return s.live.callWords;
  if (!same(before.cited_by, after.cited_by)) return s.live.callCited;
  if (!same(before.call.visibility, after.call.visibility) || !same(before.call.consent, after.call.consent)) return s.live.callSharing;
  return s.live.callOther;
}

export function specChanged(s: Strings, before: SpecView, after: SpecView): string {
  const goneOf = (spec: SpecView): string[] => spec.citations.flatMap((one) => (one.gone === '' ? [] : [`${one.call}#${one.anchor}`]));
  const known = new Set(goneOf(before));
  const gone = goneOf(after).filter((one) => !known.has(one)).length;
  if (gone > 0) return s.live.specGone(gone);
  if (before.status !== after.status) return s.live.specStatus(s.status(after.status));
  if (before.published_at !== after.published_at || !same(before.sections, after.sections)) return s.live.specAnew;
  return s.live.specPassages;
}
