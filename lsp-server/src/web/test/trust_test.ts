import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { AuditEntry, CallView, SpecView } from '../src/api/types';
import { en } from '../src/i18n/en';
import { fr } from '../src/i18n/fr';
import { trustEn } from '../src/i18n/trust';
import { trustFr } from '../src/i18n/trust_fr';
import { auditLines, objectOf } from '../src/model/audit';
import { callChanged, specChanged } from '../src/model/differences';

const entry = (number: number, more: Partial<AuditEntry> = {}): AuditEntry => ({ number, at: `2026-11-2${number % 2}T10:0${number}:00Z`, actor: 'ada', action: 'view', object: 'call:a', level: 'alias', ...more });

test('who looks again on one day is one line; what was decided is a line each', () => {
  const lines = auditLines([entry(8), entry(6), entry(5), entry(4), entry(3, { actor: 'kit' }), entry(2, { action: 'switch', reason: 'x' }), entry(0, { action: 'switch', reason: 'x' })]);
  assert.deepEqual(lines.map((line) => [line.entry.number, line.times]), [[8, 3], [5, 1], [3, 1], [2, 1], [0, 1]]);
  assert.deepEqual(objectOf('call:a:b'), { kind: 'call', id: 'a:b' });
  assert.deepEqual(objectOf('person'), { kind: 'person', id: '' });
});

const call = (more: Partial<CallView> = {}): CallView => ({ call: { id: 'a', transcript: { turns: [{ text: 'x' }] } }, level: 'named', withheld: '', partial: false, turn_count: 1, version: 1, updated_at: '', is_owner: false, account_label: '', cited_by: [], ...more });

test('what is different about a call is told, the gravest first', () => {
  const me = { role: 'product' as const };
  assert.match(callChanged(en, call(), call({ level: 'aggregate', withheld: 'embargo', call: { id: 'a' }, turn_count: 0 }), me), /You see that this call took place, not what was said, because/);
  assert.match(callChanged(fr, call(), call({ level: 'alias', withheld: 'owner' }), me), /^Qui voit cet appel vient de changer\. Vous voyez/);
  assert.equal(callChanged(en, call(), call({ call: { id: 'a', transcript: { turns: [{ text: 'y' }] } } }), me), en.live.callWords);
  assert.equal(callChanged(en, call(), call({ cited_by: [{ spec: 's', title: '', status: '' }] }), me), en.live.callCited);
  assert.equal(callChanged(en, call(), call({ version: 2 }), me), en.live.callOther);
});

const spec = (more: Partial<SpecView> = {}): SpecView => ({ id: 's', repository: '', path: '', title: '', status: 'draft', owner: '', language: 'en', sections: [], citations: [{ call: 'a', anchor: 't=1', quote: '', verdict: '', verdict_now: '', stance: 'supports', gone: '', account_label: '' }], errors: 0, warnings: 0, version: 1, published_at: '', published_by: '', ...more });

test('what is different about a spec is told, passages that are gone first', () => {
  const gone = spec({ status: 'ready', citations: spec().citations.map((one) => ({ ...one, gone: 'erased' as const })) });
  assert.match(specChanged(en, spec(), gone), /^A passage this spec cites is gone/);
  assert.equal(specChanged(en, gone, { ...gone, status: 'shipped' }), en.live.specStatus('shipped'));
  assert.equal(specChanged(en, spec(), spec({ published_at: 'x' })), en.live.specAnew);
  assert.equal(specChanged(fr, spec(), spec({ errors: 1 })), fr.live.specPassages);
});

/** Every sentence of a table, with its functions called. */
function sentences(table: unknown, path = ''): [string, string][] {
  if (typeof table === 'string') return [[path, table]];
  if (typeof table === 'function') return sentences((table as (...given: unknown[]) => unknown)(2, 3, 4), `${path}()`);
  if (Array.isArray(table)) return table.flatMap((one, index) => sentences(one, `${path}[${index}]`));
  return Object.entries(table as object).flatMap(([name, one]) => sentences(one, `${path}.${name}`));
}

test('the pages of trust say everything in both languages, and no sentence twice the same', () => {
  const english = sentences(trustEn);
  const french = new Map(sentences(trustFr));
  assert.deepEqual([...french.keys()].sort(), english.map(([path]) => path).sort());
  for (const [path, sentence] of english) {
    assert.notEqual(sentence, '', path);
    assert.ok(!/undefined|\[object/.test(sentence + (french.get(path) ?? '')), path);
    // Words that are the same in both languages are few and short.
    if (sentence.length > 12) assert.notEqual(french.get(path), sentence, path);
  }
});

test('French punctuation never begins a line: the space before it does not break', () => {
  const wrong = [...sentences(fr), ...sentences(trustFr)].filter(([, sentence]) => / [:;?!»]|« /.test(sentence));
  assert.deepEqual(wrong, []);
});
