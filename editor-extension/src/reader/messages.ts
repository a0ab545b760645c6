// What the reader's page and the extension tell each other.
import type { CallView } from '../protocol';

/** Words of the page, in the person's language. */
export interface ReaderWords {
  citedBy: string;
  nobodyCites: string;
  copyCitation: string;
  copied: string;
  openFile: string;
  people: string;
  transcript: string;
  us: string;
  them: string;
  keys: string;
  citedTurn: string;
}

export type ToReader =
  | { kind: 'call'; call: CallView; words: ReaderWords; keepPlace: boolean }
  | { kind: 'nothing'; message: string };

export type FromReader =
  | { kind: 'ready' }
  | { kind: 'copy'; turn: number }
  | { kind: 'open-file'; turn: number | undefined }
  | { kind: 'open-spec'; spec: number };

/** A message of a page, looked at before it is believed. */
export function readFromReader(value: unknown): FromReader | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const message = value as Record<string, unknown>;
  const index = (field: string) => {
    const number = message[field];
    return typeof number === 'number' && Number.isInteger(number) && number >= 0 ? number : undefined;
  };
  switch (message.kind) {
    case 'ready':
      return { kind: 'ready' };
    case 'copy': {
      const turn = index('turn');
      return turn === undefined ? undefined : { kind: 'copy', turn };
    }
    case 'open-file':
      return { kind: 'open-file', turn: index('turn') };
    case 'open-spec': {
      const spec = index('spec');
      return spec === undefined ? undefined : { kind: 'open-spec', spec };
    }
    default:
      return undefined;
  }
}
