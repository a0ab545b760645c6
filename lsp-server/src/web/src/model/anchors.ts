// Anchors of citations and the turns they mean: "t=460.23,474.9" (W3C Media Fragments, seconds
// or clock times) and "turn=12-14" (from 1). Turns in code count from 0.
import type { Turn } from '../api/types';

export type Anchor = { kind: 'time'; startMs: number; endMs?: number } | { kind: 'turn'; first: number; last: number };
export type Range = readonly [first: number, last: number];

function milliseconds(text: string): number | undefined {
  const match = /^(?:(?:(\d+):)?([0-5]?\d):)?(\d+(?:\.\d*)?)$/.exec(text);
  if (!match) return undefined;
  const [, hours, minutes, seconds] = match;
  if (minutes !== undefined && Number(seconds) >= 60) return undefined;
  const value = (Number(hours ?? 0) * 3600 + Number(minutes ?? 0) * 60 + Number(seconds)) * 1000;
  return Number.isFinite(value) ? Math.round(value) : undefined;
}

/** Of a fragment, with or without its #. Undefined if it is no anchor of a call. */
export function parseAnchor(fragment: string): Anchor | undefined {
  let text = fragment.replace(/^#/, '');
  try {
    text = decodeURIComponent(text);
  } catch {
    return undefined;
  }
  for (const part of text.split('&')) {
    const turn = /^turn=(\d{1,9})(?:-(\d{1,9}))?$/.exec(part);
    if (turn) {
      const first = Number(turn[1]) - 1;
      const last = turn[2] === undefined ? first : Number(turn[2]) - 1;
      return first < 0 || last < first ? undefined : { kind: 'turn', first, last };
    }
    const time = /^t=(?:npt:)?([\d:.]*)(?:,([\d:.]+))?$/.exec(part);
    if (time && (time[1] || time[2])) {
      const startMs = time[1] ? milliseconds(time[1]) : 0;
      const endMs = time[2] === undefined ? undefined : milliseconds(time[2]);
      if (startMs === undefined || (time[2] !== undefined && (endMs === undefined || endMs <= startMs))) return undefined;
      return { kind: 'time', startMs, ...(endMs === undefined ? {} : { endMs }) };
    }
  }
  return undefined;
}

/** The turns an anchor means, or undefined if it lies outside the call. */
export function turnsAt(turns: readonly Turn[], anchor: Anchor): Range | undefined {
  if (anchor.kind === 'turn') return anchor.last < turns.length ? [anchor.first, anchor.last] : undefined;
  let first: number | undefined;
  let last: number | undefined;
  let before: number | undefined; // the last turn that starts at or before the anchor
  let lastTimed: number | undefined;
  let nextStart = Infinity;
  for (let index = turns.length - 1; index >= 0; --index) {
    const turn = turns[index];
    if (turn?.start_ms === undefined) continue;
    lastTimed ??= index;
    if (turn.start_ms <= anchor.startMs) before ??= index;
    const end = turn.end_ms ?? nextStart;
    nextStart = turn.start_ms;
    if (anchor.endMs !== undefined && turn.start_ms < anchor.endMs && end > anchor.startMs) {
      last ??= index;
      first = index;
    }
  }
  if (first !== undefined && last !== undefined) return [first, last];
  if (before === undefined) return undefined;
  const end = turns[before]?.end_ms;
  // After the last word of the call nobody speaks.
  if (before === lastTimed && end !== undefined && anchor.startMs > end) return undefined;
  return [before, before];
}

const seconds = (ms: number): string => String(Math.round(ms) / 1000);

/** The anchor of turns, as the server and the editor write it: by time if it is known, else by number. */
export function anchorOf(turns: readonly Turn[], [first, last]: Range): string {
  const start = turns[first]?.start_ms;
  const end = turns[last]?.end_ms;
  // Two turns that start together cannot be told apart by a time.
  if (start !== undefined && end !== undefined && end > start) return `t=${seconds(start)},${seconds(end)}`;
  const alone = turns[first - 1]?.start_ms !== start && turns[first + 1]?.start_ms !== start;
  if (start !== undefined && first === last && alone) return `t=${seconds(start)}`;
  return first === last ? `turn=${first + 1}` : `turn=${first + 1}-${last + 1}`;
}

export const isWithin = (index: number, range: Range | undefined): boolean => range !== undefined && index >= range[0] && index <= range[1];

/** Next place of interest after (or before) `from`; undefined at the end. */
export function nextOf(places: readonly number[], from: number, step: 1 | -1): number | undefined {
  const sorted = [...new Set(places)].sort((a, b) => a - b);
  return step === 1 ? sorted.find((place) => place > from) : sorted.reverse().find((place) => place < from);
}
