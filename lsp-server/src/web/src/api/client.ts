// Asks the server. Every failure is an ApiError that says what happened in plain words and
// carries the request's number, so that whoever runs the server can find it in the log.
import type { Me, Problem, Uploaded } from './types';

export type Failure = 'offline' | 'signed_out' | 'forbidden' | 'not_found' | 'gone' | 'conflict' | 'too_large' | 'invalid' | 'busy' | 'unavailable' | 'server' | 'unexpected';

export class ApiError extends Error {
  constructor(
    readonly failure: Failure,
    readonly problem: Problem,
    readonly requestId: string,
    readonly retryAfter?: number,
  ) {
    super(problem.detail ?? problem.title ?? failure);
    this.name = 'ApiError';
  }
}

function failureOf(status: number): Failure {
  switch (status) {
    case 401: return 'signed_out';
    case 403: return 'forbidden';
    case 404: return 'not_found';
    case 409: case 412: return 'conflict';
    case 410: return 'gone';
    case 413: return 'too_large';
    case 400: case 415: case 422: return 'invalid';
    case 429: return 'busy';
    case 502: case 503: case 504: return 'unavailable';
    default: return status >= 500 ? 'server' : 'unexpected';
  }
}

export function errorOf(status: number, body: string, header: (name: string) => string | null): ApiError {
  let problem: Problem = { status };
  try {
    const value: unknown = JSON.parse(body);
    if (typeof value === 'object' && value !== null) problem = { status, ...value };
  } catch {
    // A proxy's page, or nothing: the status alone must do.
  }
  const wait = Number(header('Retry-After'));
  return new ApiError(failureOf(status), problem, header('X-Request-Id') ?? problem.instance ?? '', Number.isFinite(wait) && wait > 0 ? wait : undefined);
}

/** A number for one attempt to create something: sent again after a lost answer, it creates nothing twice. */
export function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

let csrf = '';
const seen = new Map<string, { etag: string | null; value: unknown }>();

/** What an address answered last time, to show at once while it is asked again. */
export const remembered = <T>(path: string): T | undefined => seen.get(path)?.value as T | undefined;

/** What is remembered may show words that somebody has just taken back. */
export function forgetAnswers(): void {
  seen.clear();
}

export function forgetAll(): void {
  csrf = '';
  seen.clear();
  ahead.clear();
}

async function ask(path: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(path, { credentials: 'same-origin', cache: 'no-store', redirect: 'error', ...init });
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    throw new ApiError('offline', {}, '');
  }
}

async function checked(response: Response): Promise<Response> {
  if (response.ok) return response;
  throw errorOf(response.status, await response.text(), (name) => response.headers.get(name));
}

const ahead = new Map<string, Promise<unknown>>();

/** Asks before anybody has asked: the next get() of this address takes the answer. */
export function prefetch(path: string): void {
  const answer = fetched(path);
  answer.catch(() => undefined); // told by whoever takes it
  ahead.set(path, answer);
}

/** `keep` false: an answer that nobody will want again. */
export function get<T>(path: string, signal?: AbortSignal, keep = true): Promise<T> {
  const early = ahead.get(path) as Promise<T> | undefined;
  ahead.delete(path);
  return early ?? fetched<T>(path, signal, keep);
}

async function fetched<T>(path: string, signal?: AbortSignal, keep = true): Promise<T> {
  const known = seen.get(path);
  const headers: Record<string, string> = { Accept: 'application/json' };
  if (known?.etag) headers['If-None-Match'] = known.etag;
  const response = await ask(path, { headers, ...(signal ? { signal } : {}) });
  if (response.status === 304 && known) return known.value as T;
  try {
    await checked(response);
  } catch (error) {
    seen.delete(path);
    throw error;
  }
  const value = (await response.json()) as T;
  if (keep) seen.set(path, { etag: response.headers.get('ETag'), value });
  return value;
}

export async function whoAmI(): Promise<Me> {
  const me = await get<Me>('/v1/me');
  csrf = me.csrf;
  return me;
}

export interface Sent {
  method: 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  path: string;
  body?: unknown;
  key?: string;
}

/** Changes something; undefined if the answer is empty. */
export async function send<T>({ method, path, body, key }: Sent): Promise<T | undefined> {
  const headers: Record<string, string> = { Accept: 'application/json' };
  if (csrf) headers['X-Whyspec-CSRF'] = csrf;
  if (body !== undefined) headers['Content-Type'] = method === 'PATCH' ? 'application/merge-patch+json' : 'application/json';
  if (key !== undefined) headers['Idempotency-Key'] = key;
  const response = await checked(await ask(path, { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) }));
  seen.clear();
  const text = await response.text();
  return text === '' ? undefined : (JSON.parse(text) as T);
}

export interface Upload {
  files: readonly File[];
  defaults: object;
  dryRun: boolean;
  keepGoing: boolean;
  key: string;
  /** 0..1 of the bytes sent; 1 means that the server is reading. */
  onProgress?: (share: number) => void;
  signal?: AbortSignal;
}

/** XMLHttpRequest, because fetch cannot say how much of a body has been sent. */
export function upload({ files, defaults, dryRun, keepGoing, key, onProgress, signal }: Upload): Promise<Uploaded> {
  const form = new FormData();
  form.append('defaults', JSON.stringify(defaults));
  form.append('dry_run', String(dryRun));
  form.append('keep_going', String(keepGoing));
  for (const file of files) form.append('file', file, file.name);
  return new Promise((done, fail) => {
    const request = new XMLHttpRequest();
    request.open('POST', '/v1/calls/uploads');
    request.setRequestHeader('Accept', 'application/json');
    request.setRequestHeader('Idempotency-Key', key);
    if (csrf) request.setRequestHeader('X-Whyspec-CSRF', csrf);
    request.upload.onprogress = (event) => {
      if (event.lengthComputable) onProgress?.(event.loaded / event.total);
    };
    request.upload.onload = () => onProgress?.(1);
    request.onerror = () => fail(new ApiError('offline', {}, ''));
    request.onabort = () => fail(new DOMException('stopped', 'AbortError'));
    request.onload = () => {
      let body: unknown;
      try {
        body = JSON.parse(request.responseText);
      } catch {
        body = undefined;
      }
      // 422 with problems is an answer too: nothing could be read, and it says why.
      const told = typeof body === 'object' && body !== null && Array.isArray((body as { problems?: unknown }).problems);
      if ((request.status >= 200 && request.status < 300 && told) || (request.status === 422 && told)) {
        if (!dryRun) seen.clear();
        const { calls = [], previews = [], problems = [] } = body as Partial<Uploaded>;
        done({ calls, previews, problems });
      } else {
        fail(errorOf(request.status, request.responseText, (name) => request.getResponseHeader(name)));
      }
    };
    signal?.addEventListener('abort', () => request.abort());
    request.send(form);
  });
}

export async function signIn(token: string): Promise<void> {
  forgetAll();
  await checked(await ask('/v1/session', { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ token }) }));
}

export async function signOut(): Promise<void> {
  try {
    await send({ method: 'DELETE', path: '/v1/session' });
  } finally {
    forgetAll();
  }
}
