// The files of a call that a person logs by hand: a Markdown call, or a transcript with its
// side-car. No vscode in here.

export interface CallDetails {
  account: string;
  day: string; // "2026-01-13"
  type: string;
  title: string;
  lifecycle: string; // "" = not said
  /** External people: "Jane Roe, head of operations". */
  people: string[];
  owner: string;
}

export interface CallFiles {
  /** File name -> content, relative to the calls folder. The first is the one to open. */
  files: { name: string; text: string }[];
}

export type TranscriptKind = 'vtt' | 'srt' | 'text';

/** "Clinique du Lac (Ouest)" + day -> "clinique-du-lac-ouest-2026-01-13": a call id. */
export function callId(account: string, day: string): string {
  const slug = account
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/ß/g, 'ss')
    .replace(/æ/g, 'ae')
    .replace(/œ/g, 'oe')
    .replace(/ø/g, 'o')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 60)
    .replace(/-+$/, '');
  return `${slug === '' ? 'call' : slug}-${day}`;
}

/** The first of id, id-2, id-3 … that is free. */
export function freeId(id: string, taken: (id: string) => boolean): string {
  if (!taken(id)) return id;
  for (let n = 2; ; n++) {
    if (!taken(`${id}-${n}`)) return `${id}-${n}`;
  }
}

/** "2026-01-13" if it is a day of the calendar. */
export function parseDay(text: string): string | undefined {
  const match = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(text.trim()) ?? swapped(/^(\d{1,2})[./](\d{1,2})[./](\d{4})$/.exec(text.trim()));
  if (match === null) return undefined;
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  const date = new Date(Date.UTC(year, month - 1, day));
  if (date.getUTCFullYear() !== year || date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return undefined;
  return date.toISOString().slice(0, 10);
}

// 13.01.2026 and 13/01/2026: day first, as our readers write it.
function swapped(match: RegExpExecArray | null): (string | undefined)[] | null {
  return match === null ? null : [match[0], match[3], match[2], match[1]];
}

export function kindOf(text: string): TranscriptKind {
  const head = text.replace(/^\ufeff/, '').trimStart();
  if (/^WEBVTT(?:\s|$)/.test(head)) return 'vtt';
  if (/^(?:\d+\s*\r?\n)?\d{1,2}:\d{2}:\d{2},\d{3}\s*-->/.test(head)) return 'srt';
  return 'text';
}

/** Whether a Markdown or JSON file in a folder "calls" is one of ours: by a key that only calls have. */
export function saysCall(path: string, text: string): boolean {
  if (path.endsWith('.json')) return /"(?:started_at|transcript|turns|participants|lifecycle)"\s*:/.test(text);
  const front = /^\ufeff?---[ \t]*\r?\n([\s\S]*?)\r?\n(?:---|\.\.\.)[ \t]*(?:\r?\n|$)/.exec(text)?.[1];
  return front !== undefined && /^(?:account|started_at|participants|lifecycle)\s*:/m.test(front);
}

// A YAML scalar: JSON's strings are YAML's double-quoted ones.
const quoted = (text: string) => JSON.stringify(text.replace(/[\u0000-\u001f\u007f\u2028\u2029]+/g, ' ').trim());

function metadata(details: CallDetails, id: string | undefined): string[] {
  const lines = [
    ...(id === undefined ? [] : [`id: ${quoted(id)}`]),
    `title: ${quoted(details.title)}`,
    `type: ${details.type}`,
    `started_at: ${details.day}`,
    `account: ${quoted(details.account)}`,
  ];
  if (details.lifecycle !== '') lines.push(`lifecycle: ${details.lifecycle}`);
  if (details.owner !== '') lines.push(`owner: ${quoted(details.owner)}`);
  const people = details.people.map(splitPerson).filter((person) => person.name !== '');
  if (people.length > 0) {
    lines.push('participants:');
    people.forEach((person, index) => {
      const title = person.title === '' ? '' : `, title: ${quoted(person.title)}`;
      lines.push(`  - {id: p${index + 1}, name: ${quoted(person.name)}, affiliation: external${title}}`);
    });
  }
  // Nobody has said yet what may be done with it.
  lines.push('consent: {status: unknown}');
  return lines;
}

/** The details as a call record (schemas/call.schema.json), without what was said. */
export function callRecord(details: CallDetails): object {
  const participants = details.people
    .map(splitPerson)
    .filter((person) => person.name !== '')
    .map((person, index) => ({
      id: `p${index + 1}`,
      name: person.name,
      affiliation: 'external',
      ...(person.title === '' ? {} : { title: person.title }),
    }));
  return {
    title: details.title,
    type: details.type,
    started_at: details.day,
    account: details.account,
    ...(details.lifecycle === '' ? {} : { lifecycle: details.lifecycle }),
    ...(details.owner === '' ? {} : { owner: details.owner }),
    ...(participants.length === 0 ? {} : { participants }),
    consent: { status: 'unknown' },
  };
}

/** "Jane Roe, head of operations" or "Jane Roe (head of operations)". */
export function splitPerson(text: string): { name: string; title: string } {
  const match = /^([^,(]+)(?:,\s*(.+)|\((.+?)\)\s*)?$/.exec(text.trim());
  return { name: (match?.[1] ?? text).trim(), title: (match?.[2] ?? match?.[3] ?? '').trim() };
}

/** A Markdown call, the pasted transcript (maybe empty) below its details. */
export function markdownCall(details: CallDetails, id: string, transcript: string): CallFiles {
  const body = turnsApart(transcript);
  const text = ['---', ...metadata(details, undefined), '---', '', body === '' ? '' : `${body}\n`].join('\n');
  return { files: [{ name: `${id}.md`, text }] };
}

/** A transcript file as it is, with its side-car. */
export function withSideCar(details: CallDetails, id: string, extension: string, transcript: string): CallFiles {
  return {
    files: [
      { name: `${id}.${extension}`, text: transcript },
      { name: `${id}.call.yaml`, text: `${metadata(details, id).join('\n')}\n` },
    ],
  };
}

/**
 * Turns pasted one a line, as chat windows and recorders copy them, become one a paragraph.
 * A line "---" or "# …" of a transcript is no rule or heading: it is kept as words.
 */
export function turnsApart(transcript: string): string {
  const lines = transcript
    .replace(/^\ufeff/, '')
    .replace(/\r\n?/g, '\n')
    .split('\n')
    .map((line) => line.trimEnd().replace(/^\s{0,3}(#{1,6}(?:\s|$)|(?:-{3,}|={3,}|\*{3,}|_{3,}|`{3,}|~{3,}))/, '\\$1'));
  const filled = lines.filter((line) => line.trim() !== '');
  const starts = filled.filter((line) => kTurnStart.test(line));
  // Where most lines begin a turn, each one that does begins a paragraph.
  const apart = filled.length > 1 && starts.length * 2 >= filled.length;
  const out: string[] = [];
  for (const line of lines) {
    if (apart && kTurnStart.test(line) && out.length > 0 && out[out.length - 1] !== '') out.push('');
    out.push(line);
  }
  return out.join('\n').replace(/\n{3,}/g, '\n\n').trim();
}

// A name is up to five words that begin with a capital, but for "de", "von" and the like.
const kName = String.raw`\p{Lu}[\p{L}\p{M}.'’-]{0,40}(?:\s(?:(?:de|du|des|da|di|von|van|der|den|la|le|el|al|bin)\s)*\p{Lu}[\p{L}\p{M}.'’-]{0,40}){0,4}`;
const kTime = String.raw`[\[(]?\d{1,2}:\d{2}(?::\d{2})?[\])]?`;
// "Jane Roe: …", "**Jane Roe** [00:07:40]: …", "[00:07:40] Jane: …", "Jane Roe (07:40)".
const kTurnStart = new RegExp(String.raw`^(?:${kTime}\s+\S|(?:\*\*)?${kName}(?:\*\*)?(?:\s*${kTime}\s*(?::|$)|\s?:(?:\s|$)))`, 'u');
