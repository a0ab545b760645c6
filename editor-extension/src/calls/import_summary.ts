// Reads what `whyspec calls import --format json` printed.

export interface ImportSummary {
  calls: number;
  problems: string[];
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function count(value: unknown): number {
  if (Array.isArray(value)) return value.length;
  return typeof value === 'number' && Number.isFinite(value) ? value : 0;
}

function problemText(value: unknown): string {
  if (typeof value === 'string') return value;
  if (!isObject(value)) return '';
  const parts = ['file', 'path', 'record', 'message'].map((key) => value[key]).filter((part) => typeof part === 'string' && part !== '');
  return parts.join(': ');
}

/** Undefined if this is not that report. */
export function importSummary(text: string): ImportSummary | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (!isObject(value) || !('calls' in value || 'imported' in value || 'written' in value)) return undefined;
  const problems = Array.isArray(value.problems) ? value.problems.map(problemText).filter((line) => line !== '') : [];
  return { calls: count(value.calls ?? value.imported ?? value.written), problems };
}
