// What a person said may hold anything: terminal colours, text that runs backwards, codicons
// ("$(trash)"), links. Here it becomes text for places that would read more into it.

const kAnsi = /\u001b(?:\[[0-?]*[ -/]*[@-~]|\][^\u0007\u001b]*(?:\u0007|\u001b\\)?|[@-Z\\-_])|\u009b[0-?]*[ -/]*[@-~]/g;
const kControls = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g;
// Marks that reorder what is shown ("Trojan source") or are not to be seen at all.
const kInvisible = /[\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]/g;

/** The text alone: no colours, no control or reordering marks; lines are kept. */
export function plain(text: string): string {
  return text.replace(/\r\n?/g, '\n').replace(kAnsi, '').replace(kControls, '').replace(kInvisible, '');
}

/** One line of it. */
export function oneLine(text: string): string {
  return plain(text).replace(/\s+/g, ' ').trim();
}

/**
 * One line for labels in which VS Code draws `$(name)` as an icon (quick picks, the status bar,
 * lenses): a word joiner keeps the characters and loses the icon.
 */
export function label(text: string): string {
  return oneLine(text).replace(/\$\(/g, '$\u2060(');
}

/** One line for notifications, which draw `[text](address)` as a link. */
export function notice(text: string): string {
  return shorten(oneLine(text).replace(/\]\(/g, ']\u2060('), 400);
}

/** At most `length` characters, cut between words where possible. */
export function shorten(text: string, length: number): string {
  const characters = Array.from(text);
  if (characters.length <= length) return text;
  const head = characters.slice(0, length - 1).join('');
  const space = head.lastIndexOf(' ');
  return `${(space > head.length * 0.6 ? head.slice(0, space) : head).trimEnd()}…`;
}
