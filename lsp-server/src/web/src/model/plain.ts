// Text that comes from outside, made fit to be shown on one line or copied: it may hold
// terminal codes, marks that turn the writing direction around, and control characters.

const kTerminal = /\u001b(?:\[[0-?]*[ -/]*[@-~]|\][^\u0007\u001b]*(?:\u0007|\u001b\\)?|[@-Z\\-_])/g;
const kTurning = /[\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c]/g;
// eslint-disable-next-line no-control-regex
const kControl = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/g;

/** Without what would act instead of being read; line ends stay. */
export const plain = (text: string): string => text.replace(kTerminal, '').replace(kTurning, '').replace(kControl, '');

/** A language for an element's `lang`: undefined if it is none, so that nothing false is said. */
export function languageTag(tag: string | undefined): string | undefined {
  try {
    return tag ? Intl.getCanonicalLocales(tag)[0] : undefined;
  } catch {
    return undefined;
  }
}

export const oneLine = (text: string): string => plain(text).replace(/\s+/g, ' ').trim();

/** At most `length` characters, cut between words, with … where something is missing. */
export function shortened(text: string, length: number): string {
  const line = oneLine(text);
  const letters = Array.from(line);
  if (letters.length <= length) return line;
  const cut = letters.slice(0, length - 1).join('');
  const space = cut.lastIndexOf(' ');
  return `${space > length / 2 ? cut.slice(0, space) : cut}…`;
}
