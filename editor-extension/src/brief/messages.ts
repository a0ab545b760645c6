// What the brief's page and the extension tell each other.
import type { State, VerdictName } from '../protocol';
import type { Block } from './blocks';

export interface BriefVoice {
  words: string;
  who: string;
  account: string;
  when: string; // date · time
  verdict?: VerdictName;
  verdictText: string;
}

export interface Brief {
  title: string;
  status: string;
  summary: string;
  state: State;
  sections: { role: 'why' | 'evidence' | 'usage'; title: string; state: State; stateText: string; blocks: Block[] }[];
  voices: BriefVoice[];
  against: string[];
}

export interface BriefWords {
  voices: string;
  against: string;
  larger: string;
  smaller: string;
  nothing: string;
  keys: string;
}

export type ToBrief = { kind: 'brief'; brief: Brief; words: BriefWords } | { kind: 'nothing'; message: string };
export type FromBrief = { kind: 'ready' };
