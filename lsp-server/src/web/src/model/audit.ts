// The audit log as people read it: what one person did with one thing on one day is one line.
import type { AuditEntry } from '../api/types';

export interface AuditLine {
  entry: AuditEntry;
  times: number;
}

// Each of these says something of its own; looking again does not.
const kLooks = new Set(['view', 'search', 'export']);

/** Of entries with the newest first; the newest of a line stands for it. */
export function auditLines(entries: readonly AuditEntry[]): AuditLine[] {
  const lines: AuditLine[] = [];
  const known = new Map<string, AuditLine>();
  for (const entry of entries) {
    const key = [entry.actor, entry.action, entry.object, entry.level ?? '', entry.reason ?? '', entry.at.slice(0, 10)].join('\n');
    const line = kLooks.has(entry.action) ? known.get(key) : undefined;
    if (line) {
      line.times += 1;
      continue;
    }
    const fresh = { entry, times: 1 };
    known.set(key, fresh);
    lines.push(fresh);
  }
  return lines;
}

/** "call:acme-1" -> what it is, and its id. */
export function objectOf(object: string): { kind: string; id: string } {
  const colon = object.indexOf(':');
  return colon < 0 ? { kind: object, id: '' } : { kind: object.slice(0, colon), id: object.slice(colon + 1) };
}
