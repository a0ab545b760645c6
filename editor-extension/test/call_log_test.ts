// The team's call log in the editor: the token stays in the secret storage, people are told.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type * as vscode from 'vscode';
import { callRecord } from '../src/calls/call_file';
import type { CallLogState } from '../src/protocol';
import type { Session } from '../src/server/session';
import { CallLog } from '../src/team/call_log';

class Secrets {
  readonly kept = new Map<string, string>();
  private listeners: ((event: { key: string }) => Promise<void>)[] = [];
  readonly onDidChange = (listener: (event: { key: string }) => Promise<void>) => {
    this.listeners.push(listener);
    return { dispose: () => undefined };
  };
  get(key: string): Promise<string | undefined> {
    return Promise.resolve(this.kept.get(key));
  }
  async store(key: string, value: string): Promise<void> {
    this.kept.set(key, value);
    for (const listener of this.listeners) await listener({ key });
  }
  async delete(key: string): Promise<void> {
    this.kept.delete(key);
    for (const listener of this.listeners) await listener({ key });
  }
}

/** A server that asks and tells; what it was told is in `told`. */
class Server {
  asked: ((params: object) => Promise<{ token: string | null }>) | undefined;
  say: ((state: CallLogState) => void) | undefined;
  readonly told: { method: string; params: object }[] = [];
  readonly session = {
    onStarting: (hook: (client: unknown) => void) =>
      hook({
        onRequest: (_: string, handler: (params: object) => Promise<{ token: string | null }>) => (this.asked = handler),
        onNotification: (_: string, handler: (state: CallLogState) => void) => (this.say = handler),
      }),
    onDidChangeState: () => ({ dispose: () => undefined }),
    tell: (method: string, params: object) => Promise.resolve(void this.told.push({ method, params })),
  } as unknown as Session;
}

function start(): { server: Server; secrets: Secrets; log: CallLog } {
  const server = new Server();
  const secrets = new Secrets();
  return { server, secrets, log: new CallLog(server.session, secrets as unknown as vscode.SecretStorage) };
}

const kUrl = 'https://calls.example.test';

test('the server is given the token of its address, and of no other', async () => {
  const { server, secrets } = start();
  await secrets.store(`whyspec.callLog:${kUrl}`, 'wsp_a');
  assert.deepEqual(await server.asked?.({ url: kUrl }), { token: 'wsp_a' });
  assert.deepEqual(await server.asked?.({ url: 'https://other.example.test' }), { token: null });
  assert.deepEqual(await server.asked?.({}), { token: null });
});

test('signing in and out is told to the server, also from another window', async () => {
  const { server, secrets, log } = start();
  server.say?.({ state: 'synced', calls: 3, url: kUrl });
  await secrets.store(`whyspec.callLog:${kUrl}`, 'wsp_b');
  await secrets.store('something.else', 'x');
  await log.signOut();
  assert.deepEqual(server.told, [
    { method: 'whyspec/callLogToken', params: { url: kUrl, token: 'wsp_b' } },
    { method: 'whyspec/callLogToken', params: { url: kUrl, token: null } },
  ]);
});

test('people read where it stands, and calls go there only when it is in step', () => {
  const { server, log } = start();
  assert.equal(log.describe(), '');
  assert.equal(log.reachable, false);
  server.say?.({ state: 'connecting', calls: 0, url: kUrl });
  assert.match(log.describe(), /being read/);
  server.say?.({ state: 'synced', calls: 12, url: kUrl });
  assert.match(log.describe(), /12 calls/);
  assert.equal(log.reachable, true);
  server.say?.({ state: 'offline', calls: 12, url: kUrl, message: 'Cannot reach it.', lastSyncedAt: '2026-01-13T09:00:00Z' });
  assert.match(log.describe(), /of .*2026.*Cannot reach it/);
  assert.equal(log.reachable, false);
});

test('what the form asked becomes a call record', () => {
  assert.deepEqual(
    callRecord({
      account: 'Clinique du Lac',
      day: '2026-01-13',
      type: 'discovery',
      title: 'Discovery',
      lifecycle: '',
      people: ['Jane Roe, head of operations', ' '],
      owner: 'alex',
    }),
    {
      title: 'Discovery',
      type: 'discovery',
      started_at: '2026-01-13',
      account: 'Clinique du Lac',
      owner: 'alex',
      participants: [{ id: 'p1', name: 'Jane Roe', affiliation: 'external', title: 'head of operations' }],
      consent: { status: 'unknown' },
    },
  );
});
