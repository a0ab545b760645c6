// Small things that every page uses.
import type { ComponentChildren, RefObject } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { Level } from '../api/types';
import { useStrings } from '../i18n/language';
import { plain } from '../model/plain';
import { formatAge, formatDay } from '../model/when';
import { useSession } from '../shell/session';

/** The page's heading; it takes the focus when the reader came by a link, so that it is read out. */
export function PageTitle({ children, text }: { children?: ComponentChildren; text: string }) {
  const clean = plain(text);
  useEffect(() => {
    document.title = `${clean} · Whyspec`;
  }, [clean]);
  return (
    <h1 tabIndex={-1} data-page-title="">
      {children ?? clean}
    </h1>
  );
}

/** What appears because somebody asked for it takes the focus, once. */
export function useFocus<T extends HTMLElement>(): RefObject<T | null> {
  const box = useRef<T>(null);
  useEffect(() => box.current?.focus(), []);
  return box;
}

export function StatusChip({ status }: { status: string }) {
  const s = useStrings();
  const known = ['draft', 'review', 'ready', 'committed', 'shipped', 'declined', 'superseded'].includes(status);
  return <span class={`chip status-${known ? status : 'other'}`}>{plain(s.status(status))}</span>;
}

export function LevelChip({ level }: { level: Level }) {
  const s = useStrings();
  return <span class="chip level">{s.levels.short[level] ?? s.levels.short.nothing}</span>;
}

export function Day({ value, age = false }: { value: string | null | undefined; age?: boolean }) {
  const s = useStrings();
  if (!value) return null;
  return (
    <time dateTime={value} {...(age ? { title: formatDay(value, s.locale) } : {})}>
      {age ? formatAge(value, Date.now(), s.locale) : formatDay(value, s.locale)}
    </time>
  );
}

export function Empty({ title, children, level = 2 }: { title: string; children?: ComponentChildren; level?: 2 | 3 }) {
  const Title = level === 2 ? 'h2' : 'h3';
  return (
    <div class="empty">
      <Title>{title}</Title>
      {children}
    </div>
  );
}

/** Copies, and says so: on the button for eyes, aloud for ears. */
export function CopyButton({ text, label, done, small = false }: { text: () => string; label: string; done: string; small?: boolean }) {
  const s = useStrings();
  const { say } = useSession();
  const button = useRef<HTMLButtonElement>(null);
  return (
    <button ref={button} type="button" class={small ? 'button quiet small' : 'button'} onClick={() => void copy(text(), done, s.copy.failed, say)}>
      {label}
    </button>
  );
}

export async function copy(text: string, done: string, failed: string, say: (sentence: string) => void): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    say(done);
  } catch {
    say(failed);
  }
}
