// Days and times in words. Instants are UTC in the log and shown in the reader's own time zone;
// a bare day ("2026-11-04") is that day everywhere.

export const kDayMs = 86_400_000;

const isDay = (text: string): boolean => /^\d{4}-\d{2}-\d{2}$/.test(text);

export function dateOf(text: string | null | undefined): Date | undefined {
  if (text == null || text === '') return undefined;
  const date = new Date(isDay(text) ? `${text}T00:00:00Z` : text);
  return Number.isNaN(date.getTime()) ? undefined : date;
}

export function formatDay(text: string | null | undefined, language: string, length: 'short' | 'long' = 'long'): string {
  const date = dateOf(text);
  if (!date || text == null) return text ?? '';
  return new Intl.DateTimeFormat(language, {
    day: 'numeric',
    month: length,
    year: 'numeric',
    ...(isDay(text) ? { timeZone: 'UTC' } : {}),
  }).format(date);
}

export function formatInstant(text: string | undefined, language: string, length: 'short' | 'long' = 'long'): string {
  const date = dateOf(text);
  if (!date || text === undefined) return text ?? '';
  if (isDay(text)) return formatDay(text, language, length);
  return new Intl.DateTimeFormat(language, { day: 'numeric', month: length, year: 'numeric', hour: 'numeric', minute: '2-digit' }).format(date);
}

/** Whole days between a day and now; negative for days to come. */
export function daysSince(text: string | null | undefined, now: number): number | undefined {
  const date = dateOf(text);
  return date === undefined ? undefined : Math.floor((now - date.getTime()) / kDayMs);
}

/** "12 days ago", "3 months ago". */
export function formatAge(text: string | null | undefined, now: number, language: string): string {
  const days = daysSince(text, now);
  if (days === undefined) return '';
  const format = new Intl.RelativeTimeFormat(language, { numeric: 'auto' });
  if (Math.abs(days) < 45) return format.format(-days, 'day');
  if (Math.abs(days) < 548) return format.format(-Math.round(days / 30.44), 'month');
  return format.format(-Math.round(days / 365.25), 'year');
}

const two = (value: number): string => String(value).padStart(2, '0');

/** A place in a call: 07:40, 1:07:40. */
export function formatOffset(ms: number): string {
  const all = Math.max(0, Math.floor(ms / 1000));
  const hours = Math.floor(all / 3600);
  const rest = `${two(Math.floor((all % 3600) / 60))}:${two(all % 60)}`;
  return hours > 0 ? `${hours}:${rest}` : rest;
}

/** For a time element: PT7M40S. */
export const isoDuration = (ms: number): string => `PT${Math.max(0, Math.floor(ms / 1000))}S`;

export function formatDuration(ms: number, language: string): string {
  const minutes = Math.max(1, Math.round(ms / 60_000));
  const format = (value: number, unit: 'hour' | 'minute') => new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'short' }).format(value);
  if (minutes < 60) return format(minutes, 'minute');
  const rest = minutes % 60;
  return rest === 0 ? format(minutes / 60, 'hour') : `${format(Math.floor(minutes / 60), 'hour')} ${format(rest, 'minute')}`;
}

/** The Monday of the week, as a day. */
export function weekOf(now: number): string {
  const date = new Date(now);
  const monday = new Date(Date.UTC(date.getFullYear(), date.getMonth(), date.getDate() - ((date.getDay() + 6) % 7)));
  return monday.toISOString().slice(0, 10);
}
