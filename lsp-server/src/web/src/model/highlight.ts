// Marks the words of a question in a text. No regular expression is made of what people type.

export interface Piece {
  text: string;
  hit: boolean;
}

const fold = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

const kWord = /[\p{L}\p{N}]+/gu;

export function highlighted(text: string, question: string): Piece[] {
  const asked = [...new Set((fold(question).match(kWord) ?? []).filter((word) => word.length > 1))];
  if (asked.length === 0) return [{ text, hit: false }];
  const pieces: Piece[] = [];
  let done = 0;
  for (const match of text.matchAll(/[\p{L}\p{N}\p{M}]+/gu)) {
    const word = fold(match[0]);
    // The index knows words by their stem: "exports" answers "export".
    const hit = asked.some((one) => word === one || (one.length >= 4 && word.length >= 4 && (word.startsWith(one.slice(0, Math.max(4, one.length - 2))) && Math.abs(word.length - one.length) <= 4)));
    if (!hit) continue;
    if (match.index > done) pieces.push({ text: text.slice(done, match.index), hit: false });
    pieces.push({ text: match[0], hit: true });
    done = match.index + match[0].length;
  }
  if (done < text.length || pieces.length === 0) pieces.push({ text: text.slice(done), hit: false });
  return pieces;
}
