// A call as the reader draws it: who speaks, which turns are cited, what is left out.
import type { CallRecord, CallView, CitedBy, Participant, Turn } from '../api/types';

export interface Speaker {
  name: string;
  detail: string;
  side: 'external' | 'internal' | 'unknown';
}

/** Speakers by the id (or name) that turns use. */
export function speakersOf(call: CallRecord): Map<string, Speaker> {
  const speakers = new Map<string, Speaker>();
  for (const person of call.participants ?? []) {
    const speaker = { name: person.name || person.id || '', detail: detailOf(person), side: person.affiliation ?? 'unknown' };
    if (person.name && !speakers.has(person.name)) speakers.set(person.name, speaker);
    if (person.id) speakers.set(person.id, speaker);
  }
  return speakers;
}

const detailOf = (person: Participant): string => [person.title, person.persona].filter((text): text is string => !!text && text !== person.name).filter((text, index, all) => all.indexOf(text) === index).join(' · ');

/** As citations name a speaker: "P2, ops lead". */
export function speakerLabel(speaker: Speaker | undefined, id: string | undefined, unknown: string): string {
  const name = speaker?.name || id || '';
  const detail = speaker?.detail.split(' · ')[0] ?? '';
  return name === '' ? detail || unknown : detail === '' ? name : `${name}, ${detail}`;
}

/** Turns that are drawn one by one, or a run that is left out. */
export type Row = { kind: 'turn'; index: number; turn: Turn } | { kind: 'hidden'; first: number; count: number };

export function rowsOf(turns: readonly Turn[]): Row[] {
  const rows: Row[] = [];
  turns.forEach((turn, index) => {
    if (turn.text !== '') {
      rows.push({ kind: 'turn', index, turn });
      return;
    }
    const last = rows.at(-1);
    if (last?.kind === 'hidden') last.count += 1;
    else rows.push({ kind: 'hidden', first: index, count: 1 });
  });
  return rows;
}

/** Which specs cite each turn. */
export function citedTurns(view: Pick<CallView, 'cited_by'>, turnCount: number): Map<number, CitedBy[]> {
  const cited = new Map<number, CitedBy[]>();
  for (const by of view.cited_by) {
    if (!by.turns) continue;
    const last = Math.min(by.turns[1], turnCount - 1);
    for (let index = Math.max(0, by.turns[0]); index <= last; ++index) {
      const specs = cited.get(index) ?? [];
      if (!specs.some((one) => one.spec === by.spec)) specs.push(by);
      cited.set(index, specs);
    }
  }
  return cited;
}

/** One entry a spec, with all its passages, in the order of the call. */
export function citingSpecs(view: Pick<CallView, 'cited_by'>): { spec: string; title: string; status: string; passages: (readonly [number, number])[] }[] {
  const specs = new Map<string, { spec: string; title: string; status: string; passages: (readonly [number, number])[] }>();
  for (const by of view.cited_by) {
    const entry = specs.get(by.spec) ?? { spec: by.spec, title: by.title, status: by.status, passages: [] };
    if (by.turns && !entry.passages.some(([first, last]) => first === by.turns?.[0] && last === by.turns[1])) entry.passages.push(by.turns);
    specs.set(by.spec, entry);
  }
  for (const entry of specs.values()) entry.passages.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  return [...specs.values()].sort((a, b) => (a.passages[0]?.[0] ?? -1) - (b.passages[0]?.[0] ?? -1) || a.title.localeCompare(b.title));
}

export function phaseAt(call: CallRecord, startMs: number | undefined): string | undefined {
  if (startMs === undefined) return undefined;
  return call.phases?.find((phase) => (phase.start_ms ?? 0) <= startMs && startMs < (phase.end_ms ?? Infinity))?.kind;
}
