// The language of the pages: what the reader chose last, else what the browser asks for.
import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import { en } from './en';
import type { Strings } from './strings';
import { fr } from './fr';

export const kLanguages: Record<string, Strings> = { en, fr };
const kRemembered = 'whyspec.language';

export function pickLanguage(remembered: string | null, asked: readonly string[]): Strings {
  if (remembered !== null && Object.hasOwn(kLanguages, remembered)) return kLanguages[remembered] ?? en;
  for (const tag of asked) {
    const code = tag.toLowerCase().split('-')[0] ?? '';
    if (Object.hasOwn(kLanguages, code)) return kLanguages[code] ?? en;
  }
  return en;
}

/** Dates and sums as the reader's browser writes them, if it speaks the language at all. */
export function withLocale(strings: Strings, asked: readonly string[]): Strings {
  const flavour = asked.find((tag) => tag.toLowerCase() === strings.language || tag.toLowerCase().startsWith(`${strings.language}-`));
  try {
    return { ...strings, locale: flavour === undefined ? strings.language : (Intl.getCanonicalLocales(flavour)[0] ?? strings.language) };
  } catch {
    return strings;
  }
}

export function startLanguage(): Strings {
  let remembered: string | null = null;
  try {
    remembered = localStorage.getItem(kRemembered);
  } catch {
    // Storage is switched off: the browser's language it is.
  }
  return withLocale(pickLanguage(remembered, navigator.languages), navigator.languages);
}

export function remember(language: string): void {
  try {
    localStorage.setItem(kRemembered, language);
  } catch {
    // It then lasts as long as the page.
  }
}

export const Language = createContext<Strings>(en);
export const useStrings = (): Strings => useContext(Language);
