// Sums at stake come as the caller may see them: "180000 EUR", "50-100k EUR", "unknown".

export interface Stake {
  low: number;
  high: number;
  currency: string;
}

const unit = (letter: string | undefined): number => (letter === undefined ? 1 : letter.toLowerCase() === 'k' ? 1e3 : letter.toLowerCase() === 'm' ? 1e6 : 1e9);

/** Undefined for what is no single sum or band: it is shown as it came. */
export function parseStake(text: string): Stake | undefined {
  const match = /^\s*(?:(<|>)\s*)?(\d+(?:\.\d+)?)\s*([kmb])?\s*(?:[-–]\s*(\d+(?:\.\d+)?)\s*([kmb])?|(\+))?\s*([A-Za-z]{3})?\s*$/i.exec(text);
  if (!match) return undefined;
  const [, compare, from, fromUnit, to, toUnit, , currency] = match;
  const high = to === undefined ? undefined : Number(to) * unit(toUnit);
  // "50-100k": the unit of the end is the unit of both.
  const low = Number(from) * unit(fromUnit ?? (to === undefined ? undefined : toUnit));
  const name = (currency ?? '').toUpperCase();
  if (compare === '<') return { low: 0, high: low, currency: name };
  if (high === undefined) return { low, high: low, currency: name };
  return high >= low ? { low, high, currency: name } : undefined;
}

export const middleOf = (stake: Stake): number => (stake.low + stake.high) / 2;

export function formatStake(text: string, language: string, unknown: string): string {
  if (text === '' || text === 'unknown') return unknown;
  const stake = parseStake(text);
  if (!stake) return text;
  const open = /[>+]/.test(text);
  const below = text.trim().startsWith('<');
  const format = new Intl.NumberFormat(language, {
    ...(stake.currency ? { style: 'currency', currency: stake.currency } : {}),
    ...(stake.low === stake.high ? {} : { notation: 'compact' }),
    maximumFractionDigits: stake.low === stake.high ? 0 : 1,
    minimumFractionDigits: 0,
  });
  if (below) return `< ${format.format(stake.high)}`;
  const sum = stake.low === stake.high ? format.format(stake.low) : format.formatRange(stake.low, stake.high);
  return open ? `> ${sum}` : sum;
}
