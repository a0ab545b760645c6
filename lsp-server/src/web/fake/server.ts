// A small stand-in for whyspec-server that keeps the contract of the pages: the same addresses,
// shapes, headers and refusals. For developing and testing the pages only.
import { createHash, randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';
import type { AskAnswer, AuditEntry, CallRecord, CallView, Change, CitedBy, ExcerptView, Grant, Level, OverviewSpec, SpecView, UploadProblem } from '../src/api/types';
import { accounts, baseLevel, calls as seedCalls, dayAgo, people, specs, type Person } from './data';

const kLadder: readonly Level[] = ['nothing', 'aggregate', 'alias', 'named', 'transcript', 'contact'];
const rank = (level: Level): number => kLadder.indexOf(level);
const atMost = (a: Level, b: Level): Level => (rank(a) < rank(b) ? a : b);

export const kPolicy = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

const kTypes: Record<string, string> = { '.html': 'text/html; charset=utf-8', '.js': 'text/javascript; charset=utf-8', '.css': 'text/css; charset=utf-8', '.svg': 'image/svg+xml' };

class Refusal extends Error {
  constructor(readonly status: number, readonly detail: string, readonly more: Record<string, unknown> = {}) {
    super(detail);
  }
}

interface Session {
  person: Person;
  csrf: string;
}

export interface FakeOptions {
  dist: string;
  port?: number;
  /** Tests make addresses fail or wait by changing this. */
  trouble?: Map<string, { status: number; times: number; headers?: Record<string, string> }>;
}

export async function startFake({ dist, port = 0, trouble = new Map() }: FakeOptions): Promise<{ url: string; server: Server; requests: string[]; change(kind: Change['kind'], object: string): void; stop(): Promise<void> }> {
  const sessions = new Map<string, Session>();
  const log = new Map<string, CallRecord>(seedCalls.map((call) => [call.id, structuredClone(call)]));
  const versions = new Map<string, number>();
  const requests: string[] = [];
  const keys = new Map<string, unknown>();
  let number = 0;
  const changes: Change[] = [];
  const grants = new Map<string, Grant[]>();
  const audit: AuditEntry[] = [];
  const erasedCalls = new Set<string>(['erased-call']);
  let waiting: (() => void)[] = [];
  const change = (kind: Change['kind'], object: string): void => {
    changes.push({ sequence: changes.length + 1, kind, object, at: new Date().toISOString() });
    const woken = waiting;
    waiting = [];
    for (const wake of woken) wake();
  };
  const note = (person: Person, action: string, object: string, more: Partial<AuditEntry> = {}): void => {
    audit.push({ number: audit.length + 1, at: new Date().toISOString(), actor: person.person, role: person.role, action, object, ...more });
  };
  const seedAudit = (id: string, one: CallRecord): void => {
    if (audit.some((entry) => entry.object === `call:${id}` && entry.action === 'create')) return;
    const add = (at: string, actor: string, action: string, more: Partial<AuditEntry> = {}): void => {
      audit.push({ number: audit.length + 1, at, actor, action, object: `call:${id}`, ...more });
    };
    add(one.started_at ?? '', 'webhook:gong', 'create');
    add(`${dayAgo(3)}T16:20:00Z`, 'kit', 'link', { role: 'product', level: 'named' });
    add(`${dayAgo(2)}T09:12:00Z`, 'ada', 'view', { role: 'engineering', level: 'alias' });
    add(`${dayAgo(2)}T09:40:00Z`, 'ada', 'view', { role: 'engineering', level: 'alias' });
  };
  const auditPage = (url: URL, entries: readonly AuditEntry[]) => {
    const before = Number(url.searchParams.get('before') ?? 0);
    const limit = Math.min(4, Number(url.searchParams.get('limit') ?? 50));
    const items = entries.filter((entry) => before === 0 || entry.number < before).sort((a, b) => b.number - a.number).slice(0, limit);
    return { value: { items, next: items.length === limit ? String(items.at(-1)?.number ?? '') : null } };
  };
  const erase = (ids: readonly string[]) => {
    const specIds = new Set<string>();
    for (const id of ids) {
      for (const by of citedBy(id)) specIds.add(by.spec);
      log.delete(id);
      erasedCalls.add(id);
      change('call.erased', id);
    }
    return { calls: [...ids], specs: [...specIds], accounts: 0 };
  };

  const callsOf = (person: Person): CallRecord[] => (person.person === 'nova' ? [] : [...log.values()]);
  const specsOf = (person: Person) => (person.person === 'nova' ? [] : specs);

  const levelOf = (person: Person, call: CallRecord): Pick<CallView, 'level' | 'withheld' | 'is_owner'> => {
    const isOwner = call.owner === person.person;
    if (isOwner || person.role === 'dpo') return { level: 'contact', withheld: '', is_owner: isOwner };
    if (call.visibility?.embargo_until === 'closed') return { level: 'aggregate', withheld: 'embargo', is_owner: false };
    const opened = (grants.get(call.id) ?? []).filter((grant) => (grant.person !== '' ? grant.person === person.person : grant.role === person.role)).map((grant) => grant.level);
    const base = opened[0] ?? (person.person === 'kit' && call.participants?.some((one) => one.name?.startsWith('Kit ')) ? 'transcript' : baseLevel[person.role]);
    const level = call.visibility?.level ? atMost(base, call.visibility.level) : base;
    return { level, withheld: level === base ? '' : 'owner', is_owner: false };
  };

  const accountLabel = (level: Level, call: CallRecord): string => {
    const account = accounts.find((one) => one.id === call.account);
    if (!account) return level === 'aggregate' ? '' : (call.account ?? '');
    return rank(level) >= rank('named') ? (account.name ?? '') : rank(level) >= rank('alias') ? (account.alias ?? '') : '';
  };

  const citedBy = (call: string): CitedBy[] =>
    specs.flatMap((spec) => spec.citations.filter((one) => one.call === call && one.gone === '').map((one) => ({ spec: spec.id, title: spec.title, status: spec.status, ...(one.turns ? { turns: one.turns } : {}) })));

  /** Names of people and accounts, replaced. */
  const withoutNames = (call: CallRecord, text: string): string => {
    let result = text;
    for (const [index, person] of (call.participants ?? []).entries()) for (const name of [person.name, ...(person.name?.split(' ') ?? [])]) if (name && name.length > 3) result = result.replaceAll(name, `P${index + 1}`);
    const account = accounts.find((one) => one.id === call.account);
    if (account?.name) result = result.replaceAll(account.name, account.alias ?? '');
    return result;
  };

  const disclosed = (person: Person, call: CallRecord, withWords: boolean): CallView => {
    const { level, withheld, is_owner } = levelOf(person, call);
    const turns = call.transcript?.turns ?? [];
    const cited = citedBy(call.id);
    const near = (index: number): boolean => cited.some((one) => one.turns && index >= one.turns[0] - 2 && index <= one.turns[1] + 2);
    const named = rank(level) >= rank('named');
    const words = rank(level) >= rank('alias');
    const whole = rank(level) >= rank('transcript');
    const { title, notes, account, opportunity, participants, owner, transcript, tags, ...rest } = call;
    const view: CallRecord = {
      ...rest,
      ...(words && title !== undefined ? { title: named ? title : withoutNames(call, title) } : {}),
      ...(named && account ? { account } : {}),
      ...(named && owner ? { owner } : {}),
      ...(whole && notes ? { notes } : {}),
      ...(whole && opportunity ? { opportunity } : named && opportunity?.stage ? { opportunity: { stage: opportunity.stage } } : {}),
      ...(named && tags ? { tags } : {}),
      ...(participants && words
        ? { participants: participants.map((one, index) => ({ id: one.id ?? '', name: named ? (one.name ?? '') : `P${index + 1}`, affiliation: one.affiliation ?? 'unknown', ...(one.persona ? { persona: one.persona } : {}), ...(named && one.title ? { title: one.title } : {}), ...(level === 'contact' && one.email ? { email: one.email } : {}) })) }
        : {}),
      ...(transcript
        ? { transcript: { ...(transcript.status ? { status: transcript.status } : {}), turns: withWords && words ? turns.map((turn, index) => ({ ...turn, text: whole || near(index) ? (named ? turn.text : withoutNames(call, turn.text)) : '' })) : [] } }
        : {}),
    };
    return {
      call: view,
      level,
      withheld,
      partial: words && !whole && turns.some((_, index) => !near(index)),
      turn_count: turns.length,
      version: versions.get(call.id) ?? 1,
      updated_at: call.started_at ?? new Date().toISOString(),
      is_owner,
      account_label: accountLabel(level, call),
      cited_by: cited,
    };
  };

  const excerpt = (person: Person, call: CallRecord, first: number, last: number, score?: number): ExcerptView | undefined => {
    const view = disclosed(person, call, true);
    if (rank(view.level) < rank('alias')) return undefined;
    const turns = view.call.transcript?.turns ?? [];
    const cited = citedBy(call.id);
    const start = turns[first]?.start_ms;
    const end = turns[last]?.end_ms;
    return {
      call: call.id,
      title: view.call.title ?? '',
      day: (call.started_at ?? '').slice(0, 10),
      account_label: view.account_label,
      lifecycle: call.lifecycle ?? 'unknown',
      ...(call.opportunity?.stage && rank(view.level) >= rank('named') ? { stage: call.opportunity.stage } : {}),
      level: view.level,
      first_turn: first,
      last_turn: last,
      anchor: start !== undefined && end !== undefined ? `t=${start / 1000},${end / 1000}` : `turn=${first + 1}`,
      turns: turns.map((turn, index) => ({ turn, index })).filter(({ index }) => index >= first - 2 && index <= last + 2).map(({ turn, index }) => {
        const speaker = view.call.participants?.find((one) => one.id === turn.speaker);
        return {
          index,
          speaker: speaker ? [speaker.name, speaker.persona].filter(Boolean).join(' · ') : '',
          ...(turn.start_ms === undefined ? {} : { start_ms: turn.start_ms }),
          ...(turn.end_ms === undefined ? {} : { end_ms: turn.end_ms }),
          text: turn.text,
          cited: cited.some((one) => one.turns && index >= one.turns[0] && index <= one.turns[1]),
        };
      }),
      ...(score === undefined ? {} : { score }),
    };
  };

  const specView = (person: Person, id: string): SpecView => {
    const spec = specsOf(person).find((one) => one.id === id);
    if (!spec) throw new Refusal(404, 'There is no such spec.');
    return {
      ...spec,
      citations: spec.citations.map((citation) => {
        const call = log.get(citation.call);
        const passage = call && citation.turns && citation.gone === '' ? excerpt(person, call, ...citation.turns) : undefined;
        const { excerpt: _, ...rest } = citation;
        return { ...rest, quote: passage || !call ? citation.quote : '', account_label: call ? accountLabel(levelOf(person, call).level, call) : '', gone: citation.gone || (call ? '' : 'erased'), ...(passage ? { excerpt: passage } : {}) };
      }),
    };
  };

  const overviewSpec = (person: Person, id: string): OverviewSpec => {
    const spec = specView(person, id);
    const known = spec.citations.flatMap((citation) => {
      const call = log.get(citation.call);
      return call && citation.gone === '' ? [call] : [];
    });
    const labels: Record<string, number> = {};
    for (const call of known) {
      const label = accountLabel(levelOf(person, call).level, call) || 'ACCT-??';
      labels[label] = (labels[label] ?? 0) + 1;
    }
    const ids = (lifecycle?: string) => new Set(known.filter((call) => lifecycle === undefined || call.lifecycle === lifecycle).map((call) => call.account)).size;
    const sales = new Map(known.flatMap((call) => (call.opportunity?.id ? [[call.opportunity.id, call.opportunity.arr ?? call.opportunity.amount] as const] : [])));
    const sum = [...sales.values()].reduce<number>((all, one) => all + Number(one ?? 0), 0);
    const newest = known.map((call) => (call.started_at ?? '').slice(0, 10)).sort().at(-1);
    const band = sum < 50_000 ? '20-50k EUR' : sum < 100_000 ? '50-100k EUR' : '100-200k EUR';
    return {
      id,
      title: spec.title,
      status: spec.status,
      accounts: ids(),
      prospects: ids('prospect'),
      customers: ids('customer'),
      citations: spec.citations.length,
      quotes: spec.citations.filter((one) => one.quote !== '').length,
      verified: spec.citations.filter((one) => one.gone === '' && ['exact', 'edited'].includes(one.verdict_now)).length,
      ...(newest ? { newest } : {}),
      arr_at_stake: sum === 0 ? 'unknown' : ['founder', 'dpo'].includes(person.role) ? `${sum} EUR` : band,
      by_account: labels,
      concentration: known.length === 0 ? 0 : Math.max(...Object.values(labels)) / known.length,
      errors: spec.errors,
      warnings: spec.warnings,
    };
  };

  const asks: { call: string; turn: number; spec?: string }[] = [
    { call: 'orchard-2026-11-03', turn: 2 },
    { call: 'orchard-2026-11-03', turn: 1, spec: 'feat-15' },
    { call: 'northquay-2026-11-04', turn: 1, spec: 'feat-16' },
    { call: 'northquay-2026-10-20', turn: 16, spec: 'feat-12' },
    { call: 'pellmere-2026-10-28', turn: 2 },
    { call: 'tilleuls-2026-09-15', turn: 4, spec: 'feat-15' },
    { call: 'bellerive-2026-10-02', turn: 2, spec: 'feat-14' },
  ];

  const preview = (person: Person, name: string, text: string, defaults: Partial<CallRecord>): { call?: CallRecord; problem?: UploadProblem } => {
    const clean = text.replace(/^\uFEFF/, '');
    if (clean.includes('\u0000')) return { problem: { file: name, message: 'This is no text. Export the transcript as text, VTT or SRT and try again.', skipped: true } };
    const turns: { speaker?: string; start_ms?: number; end_ms?: number; text: string }[] = [];
    const speakers = new Map<string, string>();
    for (const line of clean.split(/\r?\n/)) {
      if (line.trim() === '' || line.startsWith('WEBVTT') || line.includes('-->')) continue;
      const match = /^(?:\[(\d+):(\d+)\]\s*)?([^:]{1,40}):\s*(.+)$/.exec(line);
      const [, minutes, seconds, who, said] = match ?? [];
      if (who && !speakers.has(who)) speakers.set(who, `p${speakers.size + 1}`);
      turns.push({ ...(who ? { speaker: speakers.get(who) ?? '' } : {}), ...(minutes ? { start_ms: (Number(minutes) * 60 + Number(seconds)) * 1000 } : {}), text: said ?? line });
    }
    if (turns.length === 0) return { problem: { file: name, message: 'There are no words in this file.', skipped: true } };
    return {
      call: {
        ...defaults,
        id: name.replace(/\.[a-z]+$/i, '').toLowerCase().replace(/[^a-z0-9._-]+/g, '-'),
        owner: person.person,
        participants: [...speakers].map(([who, id]) => ({ id, name: who, affiliation: 'unknown' as const })),
        transcript: { status: 'ready', turns },
      },
    };
  };

  const api = async (request: IncomingMessage, url: URL, person: Person, session: Session, body: Buffer): Promise<{ status?: number; value?: unknown; headers?: Record<string, string>; text?: string }> => {
    const path = url.pathname;
    const method = request.method ?? 'GET';
    const json = (): Record<string, unknown> => JSON.parse(body.toString('utf8')) as Record<string, unknown>;
    const call = /^\/v1\/calls\/([^/]+)(?:(\/[a-z]+)(?:\/(\d+))?)?$/.exec(path);
    if (path === '/v1/me') return { value: { person: person.person, email: person.email, role: person.role, actions: person.role === 'engineering' ? ['read_calls', 'read_specs'] : ['read_calls', 'read_specs', 'log_calls'], csrf: session.csrf } };
    if (path === '/v1/report') {
      const visible = callsOf(person);
      const cited = new Set(specsOf(person).flatMap((spec) => spec.citations.map((one) => one.call)));
      return { value: { specs: specsOf(person).filter((spec) => spec.id !== 'hostile-spec' || person.role === 'founder').map((spec) => overviewSpec(person, spec.id)), calls: visible.length, cited_calls: visible.filter((one) => cited.has(one.id)).length, accounts: person.person === 'nova' ? 0 : accounts.length } };
    }
    if (path === '/v1/report.csv') return { text: 'spec,title\r\n', headers: { 'Content-Type': 'text/csv' } };
    if (path === '/v1/my/accounts') {
      const items = asks.flatMap((ask): AskAnswer[] => {
        const heard = log.get(ask.call);
        if (!heard || heard.owner !== person.person) return [];
        const passage = excerpt(person, heard, ask.turn, ask.turn);
        const spec = specs.find((one) => one.id === ask.spec);
        return passage ? [{ account: heard.account ?? '', account_label: passage.account_label, ...(spec ? { spec: spec.id, spec_title: spec.title, status: spec.status } : {}), excerpt: passage }] : [];
      });
      return { value: { items } };
    }
    if (path === '/v1/accounts') {
      const items = person.person === 'nova' ? [] : accounts.map((account) => ({ account: account.owner === person.person || rank(baseLevel[person.role]) >= rank('named') ? account : { id: account.id, alias: account.alias }, level: 'named', version: 1, calls: [...log.values()].filter((one) => one.account === account.id).length }));
      return { value: { items, next: null } };
    }
    if (path === '/v1/search') {
      const words = (url.searchParams.get('q') ?? '').toLowerCase().split(/\s+/).filter(Boolean);
      const items = callsOf(person).flatMap((one) => (one.transcript?.turns ?? []).flatMap((turn, index) => {
        const score = words.filter((word) => turn.text.toLowerCase().includes(word)).length / Math.max(1, words.length);
        const hit = score > 0 && one.participants?.find((who) => who.id === turn.speaker)?.affiliation !== 'internal' ? excerpt(person, one, index, index, score) : undefined;
        return hit && hit.turns.some((shown) => shown.index === index && shown.text !== '') ? [hit] : [];
      })).sort((a, b) => (b.score ?? 0) - (a.score ?? 0)).slice(0, Number(url.searchParams.get('limit') ?? 50));
      return { value: { items } };
    }
    if (path === '/v1/calls' && method === 'GET') {
      const type = url.searchParams.get('type');
      const owner = url.searchParams.get('owner');
      const account = url.searchParams.get('account');
      const all = callsOf(person).filter((one) => (type === null || one.type === type) && (owner === null || one.owner === owner) && (account === null || one.account === account)).sort((a, b) => (b.started_at ?? '').localeCompare(a.started_at ?? ''));
      const from = Number(url.searchParams.get('cursor') ?? 0);
      const limit = Math.min(6, Number(url.searchParams.get('limit') ?? 50));
      return { value: { items: all.slice(from, from + limit).map((one) => disclosed(person, one, false)), next: from + limit < all.length ? String(from + limit) : null } };
    }
    if (path === '/v1/calls' && method === 'POST') {
      const id = `call-${number}`;
      log.set(id, { ...json(), id, owner: person.person } as CallRecord);
      return { status: 201, value: { id, version: 1, created: true, changed: true } };
    }
    if (path === '/v1/calls/uploads' && method === 'POST') {
      const form = await new Response(new Uint8Array(body), { headers: { 'Content-Type': request.headers['content-type'] ?? '' } }).formData();
      const known = keys.get(String(request.headers['idempotency-key']));
      if (known) return { value: known };
      const defaults = JSON.parse(String(form.get('defaults') ?? '{}')) as Partial<CallRecord>;
      const read = await Promise.all(form.getAll('file').map(async (file) => (file instanceof File ? preview(person, file.name, await file.text(), defaults) : {})));
      const problems = read.flatMap((one) => (one.problem ? [one.problem] : []));
      const understood = read.flatMap((one) => (one.call ? [one.call] : []));
      const dry = form.get('dry_run') === 'true';
      const keep = form.get('keep_going') === 'true';
      if (understood.length === 0 || (problems.length > 0 && !keep)) return { status: 422, value: { calls: [], previews: dry ? understood.map((one) => disclosed(person, one, true)) : [], problems } };
      if (!dry) for (const one of understood) log.set(one.id, one);
      const answer = { calls: dry ? [] : understood.map((one) => ({ id: one.id, version: 1, created: true, changed: true })), previews: dry ? understood.map((one) => disclosed(person, one, true)) : [], problems };
      if (!dry) keys.set(String(request.headers['idempotency-key']), answer);
      return { value: answer };
    }
    if (call) {
      const id = decodeURIComponent(call[1] ?? '');
      if (erasedCalls.has(id)) throw new Refusal(410, 'This call was erased.', { gone: 'erased' });
      const one = log.get(id);
      if (!one || person.person === 'nova') throw new Refusal(404, 'There is no such call, or it is not open to you.');
      const owns = one.owner === person.person || person.role === 'dpo';
      if (call[2] !== undefined && !owns) throw new Refusal(403, 'You may not decide on a call that is somebody else’s.');
      seedAudit(id, one);
      if (call[2] === '/audit') return auditPage(url, audit.filter((entry) => entry.object === `call:${id}`));
      if (call[2] === '/readers') {
        const roles = (['sales', 'product', 'engineering', 'founder', 'dpo'] as const).map((role) => ({ person: '', role, ...levelOf({ person: '', email: '', role, token: '' }, one) }));
        const named = [...new Set([one.owner ?? '', ...(grants.get(id) ?? []).map((grant) => grant.person)])].filter((name) => name !== '');
        return { value: { items: [...roles, ...named.map((name) => { const who = people.find((other) => other.person === name); return { person: name, role: who?.role ?? null, ...levelOf(who ?? { person: name, email: '', role: 'engineering', token: '' }, one) }; })], next: null } };
      }
      if (call[2] === '/grants' && method === 'GET') return { value: { items: grants.get(id) ?? [], next: null } };
      if (call[2] === '/grants' && method === 'POST') {
        const to = json();
        const grant: Grant = { id: ++number, call: id, account: '', person: String(to.person ?? ''), role: (to.role as Grant['role']) ?? null, level: to.level as Level, by: person.person, at: new Date().toISOString(), until: to.until ? `${String(to.until)}T00:00:00Z` : null };
        grants.set(id, [...(grants.get(id) ?? []), grant]);
        note(person, 'grant', `call:${id}`, { level: grant.level, reason: `to ${grant.person || grant.role}` });
        change('access.changed', id);
        return { status: 201, value: grant };
      }
      if (call[3] !== undefined && method === 'DELETE') {
        grants.set(id, (grants.get(id) ?? []).filter((grant) => String(grant.id) !== call[3]));
        change('access.changed', id);
        return { status: 204 };
      }
      if (call[2] === '/switch' && method === 'POST') {
        const to = json();
        one.visibility = { ...one.visibility };
        if ('embargo_until' in to) one.visibility.embargo_until = String(to.embargo_until ?? '');
        if (to.level === null) delete one.visibility.level;
        else if (to.level !== undefined) one.visibility.level = to.level as Level;
        if (to.retention_until === null) delete one.visibility.retention_until;
        else if (to.retention_until !== undefined) one.visibility.retention_until = String(to.retention_until);
        if (to.consent !== undefined) one.consent = { ...one.consent, status: String(to.consent) };
        versions.set(id, (versions.get(id) ?? 1) + 1);
        note(person, 'switch', `call:${id}`, { reason: String(to.reason ?? '') });
        change('access.changed', id);
        return { value: disclosed(person, one, true) };
      }
      if (method === 'DELETE' && call[2] === undefined) {
        if (!owns) throw new Refusal(403, 'You may not erase a call that is somebody else’s.');
        const gone = erase([id]);
        note(person, 'erase', `call:${id}`, { reason: url.searchParams.get('reason') ?? '' });
        return { value: gone };
      }
      if (method === 'GET' && call[2] === undefined) {
        return { value: disclosed(person, one, true) };
      }
    }
    if (path === '/v1/changes') {
      if (!url.searchParams.has('after')) return { value: { items: [], next: changes.length, more: false } };
      const after = Number(url.searchParams.get('after'));
      const until = Date.now() + Number(url.searchParams.get('wait') ?? 0) * 1000;
      while (changes.length <= after && Date.now() < until && !request.socket.destroyed) {
        await new Promise<void>((done) => {
          waiting.push(done);
          request.socket.once('close', done);
          setTimeout(done, until - Date.now()).unref();
        });
      }
      return { value: { items: changes.slice(after), next: changes.length, more: false } };
    }
    if (path === '/v1/access-requests' || path === '/v1/erasures') {
      if (person.role !== 'dpo') throw new Refusal(403, 'Only data protection does this.');
      const asked = json();
      const who = (asked.person ?? {}) as { email?: string; name?: string; account?: string };
      const tookPart = (one: CallRecord): boolean => (one.participants ?? []).some((some) => (who.email !== undefined && some.email === who.email) || (who.name !== undefined && some.name === who.name && one.account === who.account));
      const found = [...log.values()].filter((one) => (typeof asked.account === 'string' ? one.account === asked.account : tookPart(one)));
      const reason = String(asked.reason ?? '');
      if (path === '/v1/access-requests') {
        note(person, 'access-request', 'person', { reason });
        return { value: { calls: found.map((one) => one.id), specs: [...new Set(found.flatMap((one) => citedBy(one.id).map((by) => by.spec)))], turns: found.reduce((sum, one) => sum + (one.transcript?.turns ?? []).length, 0) } };
      }
      note(person, 'erase', typeof asked.account === 'string' ? 'account' : 'person', { reason });
      return { value: { ...erase(found.map((one) => one.id)), accounts: typeof asked.account === 'string' ? 1 : 0 } };
    }
    if (path === '/v1/audit') {
      if (person.role !== 'dpo') throw new Refusal(403, 'Only data protection reads all of it.');
      const actor = url.searchParams.get('actor');
      return auditPage(url, audit.filter((entry) => actor === null || entry.actor === actor));
    }
    const spec = /^\/v1\/specs\/([^/]+)$/.exec(path);
    if (spec && method === 'GET') return { value: specView(person, decodeURIComponent(spec[1] ?? '')) };
    throw new Refusal(404, 'There is nothing at this address.');
  };

  const page = (path: string, response: ServerResponse): void => {
    const asset = path.startsWith('/assets/');
    const name = asset ? normalize(path).slice(1) : 'index.html';
    let bytes: Buffer;
    try {
      bytes = readFileSync(join(dist, name));
    } catch {
      response.writeHead(404, { 'Content-Type': 'text/plain' }).end('not found');
      return;
    }
    response.writeHead(200, {
      'Content-Type': kTypes[extname(name)] ?? 'application/octet-stream',
      'Content-Security-Policy': kPolicy,
      'X-Content-Type-Options': 'nosniff',
      'Referrer-Policy': 'no-referrer',
      'Cache-Control': asset ? 'public, max-age=31536000, immutable' : 'no-cache',
    });
    response.end(bytes);
  };

  const server = createServer((request, response) => {
    void (async () => {
      const url = new URL(request.url ?? '/', 'http://fake');
      const requestId = `req-${String(++number).padStart(6, '0')}`;
      requests.push(`${request.method} ${url.pathname}${url.search}`);
      if (!url.pathname.startsWith('/v1/')) {
        page(url.pathname, response);
        return;
      }
      response.setHeader('X-Request-Id', requestId);
      response.setHeader('Cache-Control', 'no-store');
      try {
        const chunks: Buffer[] = [];
        for await (const chunk of request) chunks.push(chunk as Buffer);
        const body = Buffer.concat(chunks);
        const planned = trouble.get(url.pathname);
        if (planned && planned.times-- > 0) {
          for (const [name, value] of Object.entries(planned.headers ?? {})) response.setHeader(name, value);
          throw new Refusal(planned.status, 'The database does not answer.');
        }
        if (url.pathname === '/v1/session' && request.method === 'POST') {
          const { token } = JSON.parse(body.toString()) as { token?: string };
          const person = people.find((one) => one.token === token);
          if (!person) throw new Refusal(401, 'This token is not known.');
          const id = randomBytes(16).toString('hex');
          sessions.set(id, { person, csrf: randomBytes(16).toString('hex') });
          response.writeHead(204, { 'Set-Cookie': `whyspec=${id}; Path=/; HttpOnly; SameSite=Strict` }).end();
          return;
        }
        const id = /(?:^|;\s*)whyspec=([0-9a-f]+)/.exec(request.headers.cookie ?? '')?.[1] ?? '';
        const session = sessions.get(id);
        if (!session) throw new Refusal(401, 'Sign in first.');
        if (request.method !== 'GET' && request.headers['x-whyspec-csrf'] !== session.csrf) throw new Refusal(403, 'This request did not come from the pages.');
        if (url.pathname === '/v1/session' && request.method === 'DELETE') {
          sessions.delete(id);
          response.writeHead(204, { 'Set-Cookie': 'whyspec=; Path=/; Max-Age=0' }).end();
          return;
        }
        const { status = 200, value, headers = {}, text } = await api(request, url, session.person, session, body);
        const etag = request.method === 'GET' && value !== undefined ? `"${createHash('sha256').update(JSON.stringify(value)).digest('hex').slice(0, 16)}"` : undefined;
        if (etag) headers.ETag = etag;
        if (etag && request.headers['if-none-match'] === etag) {
          response.writeHead(304, { ETag: etag }).end();
          return;
        }
        response.writeHead(status, { 'Content-Type': 'application/json', ...headers }).end(text ?? (value === undefined ? '' : JSON.stringify(value)));
      } catch (error) {
        const refusal = error instanceof Refusal ? error : new Refusal(500, String(error));
        response.writeHead(refusal.status, { 'Content-Type': 'application/problem+json' });
        response.end(JSON.stringify({ type: 'about:blank', title: 'Problem', status: refusal.status, detail: refusal.detail, instance: requestId, ...refusal.more }));
      }
    })();
  });
  await new Promise<void>((done) => server.listen(port, '127.0.0.1', done));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    server,
    requests,
    change,
    stop: () =>
      new Promise((done) => {
        server.closeAllConnections();
        server.close(() => done());
      }),
  };
}
