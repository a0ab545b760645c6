// What Whyspec's server answers beyond the Language Server Protocol, for views that LSP
// has no words for. Described for other clients in lsp-server/docs/protocol.md.
//
// All texts are plain text (never Markdown or HTML), already in the language of the spec or
// the call, and hold no name that the call's visibility withholds: show them as text.
// `range` and `uri` are LSP's. Every request answers `null` for a document it knows nothing of.

import type { Range } from 'vscode-languageserver-types';

export type State = 'ok' | 'weak' | 'missing';
export type Side = 'customer' | 'us' | 'unknown';
export type VerdictName = 'exact' | 'edited' | 'reworded' | 'altered' | 'not_found';

export interface Place {
  uri: string;
  range: Range;
}

export interface FindingInfo {
  rule: string;
  severity: 'error' | 'warning' | 'info' | 'hint';
  message: string;
  range: Range;
}

/** One moment of a call, as it may be shown. */
export interface ExcerptInfo {
  call: string; // id
  callTitle: string;
  /** "#t=460" or "#turn=12"; "" for the call as a whole. */
  anchor: string;
  who: string; // "Jane Roe, ops lead"
  account: string;
  lifecycle: string; // "prospect", "client"; "" if unknown
  day: string; // "13 Jan 2026"; "" if unknown
  time: string; // "7:40"; "" without times
  words: string; // "" where they may not be shown
}

export interface CitationInfo extends ExcerptInfo {
  range: Range; // the link in the spec
  /** As written in the spec: "call:acme-2026-01-13#t=460". */
  destination: string;
  /** Of the quote that rests on it; absent without a quote. */
  verdict?: VerdictName;
  verdictText?: string; // "✓ Verified: said in these very words."
  /** Why there is nothing to show: unknown call, withdrawn … */
  problem?: string;
}

/** whyspec/specEvidence { uri } -> SpecEvidence | null */
export interface SpecEvidence {
  title: string;
  status: string; // "draft", "review" …
  state: State;
  /** "2 prospects · 1 customer · newest 12 days ago · €180k open" */
  summary: string;
  prospects: number;
  customers: number;
  accounts: number;
  errors: number;
  warnings: number;
  sections: {
    role: 'why' | 'evidence' | 'usage';
    title: string; // the heading, or what it would be called
    range?: Range; // the heading; absent when the section is missing
    body?: Range; // the whole section
    state: State;
    findings: FindingInfo[];
  }[];
  claims: {
    text: string; // the sentence, shortened
    range: Range;
    state: State; // ok: cited; weak: cited, with findings; missing: no citation
    message: string; // what is wrong; "" if nothing
  }[];
  citations: CitationInfo[]; // in order of the document
  contradictions: FindingInfo[];
}

/** whyspec/calls { query?: string } -> CallsByAccount */
export interface CallsByAccount {
  ready: boolean; // false while calls are still being read
  accounts: {
    label: string;
    lifecycle: string;
    calls: {
      id: string;
      uri?: string; // of its file
      title: string;
      day: string;
      type: string; // "discovery"
      turns: number;
      citedBy: number; // specs
    }[];
  }[];
}

/** whyspec/call { id?: string, uri?: string, anchor?: string } -> CallView | null */
export interface CallView {
  id: string;
  uri?: string;
  title: string;
  line: string; // "Acme · prospect · discovery · 13 Jan 2026"
  /** Why words are not shown; then `turns` is empty. */
  withheld?: string;
  people: { label: string; role: string; side: Side }[];
  turns: {
    who: string;
    side: Side;
    time: string;
    words: string;
    anchor: string;
    /** "[P1, ops lead](call:…#t=460)": a citation of this turn as Markdown. */
    citation: string;
    /** Place in the file of the call; absent without a file. */
    range?: Range;
    citedBy: number[]; // indices into `specs`
  }[];
  /** Turns the anchor means, inclusive; absent without an anchor. */
  focus?: { first: number; last: number };
  specs: { title: string; uri: string; ranges: Range[] }[];
}

/** whyspec/search { text, uri?: string (of the spec it is for), limit?: number } -> SearchResult */
export interface SearchResult {
  ready: boolean;
  excerpts: (ExcerptInfo & {
    citation: string; // Markdown link
    quote: string; // Markdown block quote with its citation
    marks: [number, number][]; // in `words`, UTF-16 offsets: the words that were found
  })[];
}

/** Params of whyspec/callLogState: where the team's call log stands. */
export interface CallLogState {
  state: 'off' | 'connecting' | 'synced' | 'offline' | 'refused';
  calls: number;
  url?: string;
  /** A sentence: what is wrong and what to do. */
  message?: string;
  lastSyncedAt?: string; // RFC 3339
}

/** Params of whyspec/logCall. */
export interface LogCallParams {
  files: ({ uri: string } | { name: string; text: string })[];
  /** A call record without turns: what the files do not say. */
  details?: object;
  from?: string;
  dryRun?: boolean;
}

/** Answer of whyspec/logCall, as the call log says it. */
export interface LoggedCalls {
  calls: { id: string; created: boolean; changed: boolean }[];
  problems: { file: string; record: string; message: string; skipped: boolean }[];
}
