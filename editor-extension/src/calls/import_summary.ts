// Reads what `whyspec calls import --format json` printed.

export interface ImportSummary {
  written: number; // new or updated
  unchanged: number;
  /** Why a record was left out, with its file. */
  skipped: string[];
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function count(value: unknown): number {
  return typeof value === 'number' && Number.isFinite(value) ? value : 0;
}

function skippedText(value: unknown): string {
  if (!isObject(value)) return '';
  return ['file', 'record', 'reason']
    .map((key) => value[key])
    .filter((part) => typeof part === 'string' && part !== '')
    .join(': ');
}

/** Undefined if this is not that report. */
export function importSummary(text: string): ImportSummary | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (!isObject(value) || value.version !== 1 || !isObject(value.summary)) return undefined;
  const { summary } = value;
  const skipped = Array.isArray(value.skipped) ? value.skipped.map(skippedText).filter((line) => line !== '') : [];
  return { written: count(summary.new) + count(summary.updated), unchanged: count(summary.unchanged), skipped };
}

/** The sentence for a person: the last one the program said, without its name. */
export function lastSentence(stderr: string): string {
  const lines = stderr.trim().split('\n').filter((line) => line.trim() !== '');
  return (lines[lines.length - 1] ?? '').replace(/^whyspec: /, '').trim();
}
