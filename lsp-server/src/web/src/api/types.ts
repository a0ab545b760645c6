// What the API says (schemas/openapi.json). Everything a server sends may be missing: older
// servers, withheld fields. Fields that pages cannot do without are required here.

export type Level = 'nothing' | 'aggregate' | 'alias' | 'named' | 'transcript' | 'contact';
export type Role = 'sales' | 'product' | 'engineering' | 'founder' | 'dpo' | 'ci';
export type Withheld = '' | 'owner' | 'embargo' | 'consent' | 'retention';
export type Lifecycle = 'prospect' | 'customer' | 'former' | 'partner' | 'unknown';
export type CallType = 'discovery' | 'demo' | 'follow_up' | 'interview' | 'check_in' | 'negotiation' | 'other';
export type Verdict = 'exact' | 'edited' | 'reworded' | 'altered' | 'not_found' | '';
export type Stance = 'supports' | 'contradicts' | 'nuance';
export type Gone = '' | 'erased' | 'withdrawn' | 'embargoed';

export interface Me {
  person: string;
  email: string;
  role: Role;
  actions: string[];
  csrf: string;
}

export interface Participant {
  id?: string;
  name?: string;
  email?: string;
  affiliation?: 'external' | 'internal' | 'unknown';
  persona?: string;
  title?: string;
}

export interface Turn {
  speaker?: string;
  start_ms?: number;
  end_ms?: number;
  text: string;
}

/** A call record (schemas/call.schema.json), as the caller may know it. */
export interface CallRecord {
  id: string;
  title?: string;
  type?: CallType;
  started_at?: string;
  duration_ms?: number;
  language?: string;
  account?: string;
  lifecycle?: Lifecycle;
  opportunity?: { id?: string; stage?: string; amount?: number | string; currency?: string; arr?: number | string; probability?: number };
  owner?: string;
  source?: { system?: string; id?: string; url?: string };
  source_channel?: string;
  participants?: Participant[];
  phases?: { kind: string; start_ms?: number; end_ms?: number }[];
  consent?: { status?: string; scope?: string | string[] };
  visibility?: { level?: Level; embargo_until?: string; retention_until?: string };
  transcript?: { status?: string; turns?: Turn[] };
  notes?: string;
  tags?: string[];
}

export interface CitedBy {
  spec: string;
  title: string;
  status: string;
  /** First and last turn, from 0. Absent: the call as a whole. */
  turns?: [number, number];
}

export interface CallView {
  call: CallRecord;
  level: Level;
  withheld: Withheld;
  partial: boolean;
  turn_count: number;
  version: number;
  updated_at: string;
  is_owner: boolean;
  account_label: string;
  cited_by: CitedBy[];
}

export interface ExcerptTurn {
  index: number;
  speaker: string;
  start_ms?: number;
  end_ms?: number;
  text: string;
  cited: boolean;
}

export interface ExcerptView {
  call: string;
  title: string;
  /** Null: nobody logged when. */
  day: string | null;
  account_label: string;
  lifecycle: Lifecycle;
  stage?: string;
  level: Level;
  first_turn: number;
  last_turn: number;
  anchor: string;
  turns: ExcerptTurn[];
  score?: number;
}

export interface SpecSection {
  role: string;
  title: string;
  markdown: string;
}

export interface SpecCitation {
  call: string;
  anchor: string;
  turns?: [number, number];
  quote: string;
  verdict: Verdict;
  verdict_now: Verdict;
  stance: Stance;
  excerpt?: ExcerptView;
  gone: Gone;
  account_label: string;
}

export interface SpecView {
  id: string;
  repository: string;
  path: string;
  title: string;
  status: string;
  owner: string;
  language: string;
  sections: SpecSection[];
  citations: SpecCitation[];
  errors: number;
  warnings: number;
  version: number;
  published_at: string;
  published_by: string;
}

export interface OverviewSpec {
  id: string;
  title: string;
  status: string;
  accounts: number;
  prospects: number;
  customers: number;
  citations: number;
  /** Citations with words; older servers do not count them. */
  quotes?: number;
  verified: number;
  newest?: string;
  /** A sum ("180000 EUR"), a band ("50-100k EUR") or "unknown", as the caller may see it. */
  arr_at_stake: string;
  by_account: Record<string, number>;
  concentration: number;
  errors: number;
  warnings: number;
}

export interface Overview {
  specs: OverviewSpec[];
  calls: number;
  cited_calls: number;
  accounts: number;
}

export interface AskAnswer {
  account: string;
  account_label: string;
  spec?: string;
  spec_title?: string;
  status?: string;
  excerpt: ExcerptView;
}

export interface AccountRecord {
  id: string;
  name?: string;
  alias?: string;
  lifecycle?: Lifecycle;
  segment?: string;
  country?: string;
  owner?: string;
}

export interface AccountView {
  account: AccountRecord;
  level: Level;
  version: number;
  calls: number;
}

export interface Page<T> {
  items: T[];
  next: string | null;
}

export interface PutResult {
  id: string;
  version: number;
  created: boolean;
  changed: boolean;
}

export interface UploadProblem {
  file: string;
  record?: string | number;
  message: string;
  line?: number;
  skipped?: boolean;
}

export interface Uploaded {
  calls: PutResult[];
  previews: CallView[];
  problems: UploadProblem[];
}

/** Somebody, or everybody else of a role, and what they see of a call now. */
export interface Reader {
  person: string;
  role: Role | null;
  level: Level;
  withheld: Withheld;
  is_owner: boolean;
}

export interface Grant {
  id: number;
  /** Empty: all calls of the account. */
  call: string;
  account: string;
  person: string;
  role: Role | null;
  level: Level;
  by: string;
  at: string;
  until: string | null;
}

export interface Change {
  sequence: number;
  kind: 'call.put' | 'call.erased' | 'account.put' | 'account.erased' | 'spec.put' | 'spec.removed' | 'access.changed';
  object: string;
  at: string;
}

export interface ChangePage {
  items: Change[];
  next: number;
  more: boolean;
  /** Another text: the log was put back from a backup. Older servers do not say. */
  history?: string;
}

/** What an erasure took away. */
export interface Erased {
  calls: string[];
  specs: string[];
  accounts: number;
}

export interface Dossier {
  calls: string[];
  specs: string[];
  turns: number;
}

export interface AuditEntry {
  number: number;
  at: string;
  actor: string;
  role?: string;
  action: string;
  object: string;
  level?: string;
  reason?: string;
}

/** RFC 9457. */
export interface Problem {
  type?: string;
  title?: string;
  status?: number;
  detail?: string;
  instance?: string;
  gone?: string;
  errors?: { pointer?: string; detail: string }[];
}
