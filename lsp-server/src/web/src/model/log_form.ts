// What the form of "Log a call" means: a call record without turns, for what files do not say.
import type { AccountView } from '../api/types';

export interface LogForm {
  account: string;
  day: string;
  time: string;
  type: string;
  lifecycle: string;
  title: string;
  notes: string;
  stage: string;
  amount: string;
  currency: string;
  consent: string;
  level: string;
  embargo: boolean;
}

export const kEmptyForm: LogForm = { account: '', day: '', time: '', type: '', lifecycle: '', title: '', notes: '', stage: '', amount: '', currency: 'EUR', consent: '', level: '', embargo: false };

const folded = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').trim().toLowerCase();

/** The account somebody means: by id, name or alias, whatever the accents and capitals. */
export function accountNamed(accounts: readonly AccountView[], text: string): AccountView | undefined {
  const wanted = folded(text);
  return wanted === '' ? undefined : accounts.find(({ account }) => [account.id, account.name, account.alias].some((one) => one !== undefined && folded(one) === wanted));
}

/** "60 000", "60,000", "60000.50"; undefined if it is no sum; 'none' if nothing is written. */
export function parseAmount(text: string): number | 'none' | undefined {
  const clean = text.replace(/[\s\u00a0\u202f'’]/g, '');
  if (clean === '') return 'none';
  const plain = /^\d{1,3}([.,]\d{3})+$/.test(clean) ? clean.replace(/[.,]/g, '') : clean.replace(',', '.');
  return /^\d{1,12}(\.\d{1,2})?$/.test(plain) ? Number(plain) : undefined;
}

/** A day alone, or the instant if the time is known: the form is in the writer's time zone. */
export function startedAt(day: string, time: string): string | undefined {
  if (day === '') return undefined;
  if (time === '') return day;
  const date = new Date(`${day}T${time}`);
  return Number.isNaN(date.getTime()) ? day : date.toISOString();
}

export function defaultsOf(form: LogForm, accounts: readonly AccountView[]): Record<string, unknown> {
  const amount = parseAmount(form.amount);
  const sale = {
    ...(form.stage.trim() === '' ? {} : { stage: form.stage.trim() }),
    ...(typeof amount === 'number' ? { arr: amount, currency: form.currency.trim().toUpperCase() } : {}),
  };
  const visibility = { ...(form.level === '' ? {} : { level: form.level }), ...(form.embargo ? { embargo_until: 'closed' } : {}) };
  const started = startedAt(form.day, form.time);
  const account = accountNamed(accounts, form.account)?.account.id ?? form.account.trim();
  return {
    ...(form.title.trim() === '' ? {} : { title: form.title.trim() }),
    ...(form.type === '' ? {} : { type: form.type }),
    ...(started === undefined ? {} : { started_at: started }),
    ...(account === '' ? {} : { account }),
    ...(form.lifecycle === '' ? {} : { lifecycle: form.lifecycle }),
    ...(Object.keys(sale).length === 0 ? {} : { opportunity: sale }),
    ...(form.consent === '' ? {} : { consent: { status: form.consent } }),
    ...(Object.keys(visibility).length === 0 ? {} : { visibility }),
    ...(form.notes.trim() === '' ? {} : { notes: form.notes.trim() }),
  };
}

/** A name for pasted words. The call's id is made of it: it names nobody and never comes twice. */
export const pastedName = (day: string, random: string): string => `call-${day === '' ? 'undated' : day}-${random.slice(0, 6)}.txt`;
