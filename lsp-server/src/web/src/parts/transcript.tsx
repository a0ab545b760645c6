// The transcript: every turn has an address; one passage is selected, by keys or by pointer.
import { Component } from 'preact';
import { useCallback, useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { CallRecord, CallView, CitedBy, Turn } from '../api/types';
import type { Strings } from '../i18n/strings';
import { useStrings } from '../i18n/language';
import { anchorOf, isWithin, nextOf, parseAnchor, turnsAt, type Range } from '../model/anchors';
import { callPath } from '../model/call_path';
import { citationBlock } from '../model/citation';
import { languageTag, plain } from '../model/plain';
import { citedTurns, phaseAt, rowsOf, speakerLabel, speakersOf, type Speaker } from '../model/transcript';
import { formatOffset, isoDuration } from '../model/when';
import { noteHash } from '../shell/navigation';
import { useSession } from '../shell/session';
import { copy } from './basics';

const kLong = 200;
const kKeysOff = 'whyspec.keys';

function keysAreOn(): boolean {
  try {
    return localStorage.getItem(kKeysOff) !== 'off';
  } catch {
    return true;
  }
}

interface LineProps {
  index: number;
  turn: Turn;
  speaker: Speaker | undefined;
  /** The one before is the same person's: the name need not be said again. */
  follows: boolean;
  anchor: string;
  lang: string | undefined;
  selected: boolean;
  current: boolean;
  cited: readonly CitedBy[] | undefined;
  s: Strings;
}

// A long call has thousands of these: one is drawn anew only when something of its own changed.
class Line extends Component<LineProps> {
  override shouldComponentUpdate(next: LineProps): boolean {
    return (Object.keys(next) as (keyof LineProps)[]).some((key) => next[key] !== this.props[key]);
  }

  override render({ index, turn, speaker, follows, anchor, lang, selected, current, cited, s }: LineProps) {
    const side = speaker?.side ?? 'unknown';
    const name = plain(speaker?.name || turn.speaker || '') || s.call.unknownSpeaker;
    const time = turn.start_ms === undefined ? undefined : formatOffset(turn.start_ms);
    const classes = ['turn', `side-${side}`, follows ? 'follows' : '', selected ? 'selected' : '', cited ? 'cited' : ''].filter(Boolean).join(' ');
    return (
      <li class={classes} id={`turn=${index + 1}`} data-turn={index} tabIndex={current ? 0 : -1} {...(selected ? { 'aria-current': 'true' as const } : {})}>
        <a class="turn-time" href={`#${anchor}`} tabIndex={-1} aria-label={s.call.linkTo(time ?? s.call.turn(index + 1))}>
          {time === undefined ? <span>{index + 1}</span> : <time dateTime={isoDuration(turn.start_ms ?? 0)}>{time}</time>}
        </a>
        <div class="turn-body">
          <p class={follows ? 'turn-speaker visually-hidden' : 'turn-speaker'}>
            <strong>{name}</strong>
            {speaker?.detail ? <span class="turn-detail">{plain(speaker.detail)}</span> : null}
          </p>
          <p class="turn-text" dir="auto" lang={lang}>
            {plain(turn.text)}
          </p>
          {cited && <p class="turn-cited">{s.call.citedMark(cited.map((by) => plain(by.title) || by.spec).join(', '))}</p>}
        </div>
      </li>
    );
  }
}

export function Transcript({ view }: { view: CallView }) {
  const s = useStrings();
  const { say } = useSession();
  const call: CallRecord = view.call;
  const turns = call.transcript?.turns ?? [];
  const rows = useMemo(() => rowsOf(turns), [turns]);
  const speakers = useMemo(() => speakersOf(call), [call]);
  const cited = useMemo(() => citedTurns(view, turns.length), [view, turns.length]);
  const readable = useMemo(() => rows.flatMap((row) => (row.kind === 'turn' ? [row.index] : [])), [rows]);
  const [selection, setSelection] = useState<{ range: Range; from: number }>();
  const [outside, setOutside] = useState(false);
  const [keys, setKeys] = useState(keysAreOn);
  const list = useRef<HTMLOListElement>(null);
  const lang = languageTag(call.language);
  const current = selection?.from ?? readable[0] ?? 0;
  const head = selection ? (selection.from === selection.range[0] ? selection.range[1] : selection.range[0]) : current;

  const show = useCallback((index: number, focus: boolean): void => {
    const line = list.current?.querySelector<HTMLElement>(`[data-turn="${index}"]`);
    if (!line) return;
    if (focus) line.focus({ preventScroll: true });
    const box = line.getBoundingClientRect();
    if (box.top < 120 || box.bottom > innerHeight - 90) line.scrollIntoView({ block: 'center' });
  }, []);

  const select = useCallback((range: Range, from: number, focus = true): void => {
    setSelection({ range, from });
    setOutside(false);
    noteHash(anchorOf(turns, range));
    const end = from === range[0] ? range[1] : range[0];
    show(end, focus);
  }, [turns, show]);

  // The address says which passage is meant, now and whenever it changes. A transcript that is
  // changed while somebody reads it leaves them where they are.
  const turnsNow = useRef(turns);
  turnsNow.current = turns;
  useEffect(() => {
    const follow = (): void => {
      if (location.hash === '' || location.hash === '#main') return;
      const anchor = parseAnchor(location.hash);
      const range = anchor && turnsAt(turnsNow.current, anchor);
      setOutside(range === undefined);
      if (!range) return;
      setSelection({ range, from: range[0] });
      requestAnimationFrame(() => {
        const first = list.current?.querySelector<HTMLElement>(`[data-turn="${range[0]}"]`) ?? list.current?.querySelector<HTMLElement>('.turn.hidden-turns');
        first?.scrollIntoView({ block: 'center' });
        first?.focus({ preventScroll: true });
      });
    };
    follow();
    addEventListener('hashchange', follow);
    return () => removeEventListener('hashchange', follow);
  }, []);

  const step = (by: 1 | -1, extend: boolean): void => {
    const next = nextOf(readable, selection || list.current?.contains(document.activeElement) ? head : head - 1, by);
    if (next === undefined) return;
    if (extend && selection) select([Math.min(selection.from, next), Math.max(selection.from, next)], selection.from);
    else select([next, next], next);
  };
  const passages = useMemo(() => readable.filter((index) => cited.has(index) && !cited.has(index - 1)), [readable, cited]);
  const toPassage = (by: 1 | -1): void => {
    const start = nextOf(passages, by === 1 ? (selection?.range[1] ?? -1) : (selection?.range[0] ?? turns.length), by);
    if (start === undefined) return;
    let last = start;
    while (cited.has(last + 1) && turns[last + 1]?.text !== '') last += 1;
    select([start, last], start);
  };

  const chosen: Range | undefined = selection && selection.range[1] < turns.length && turns.slice(selection.range[0], selection.range[1] + 1).some((turn) => turn.text !== '') ? selection.range : undefined;
  const words = (): string[] => (chosen ? turns.slice(chosen[0], chosen[1] + 1).map((turn) => turn.text) : []);
  const speakerOf = (index: number): string => speakerLabel(speakers.get(turns[index]?.speaker ?? ''), turns[index]?.speaker, s.call.unknownSpeaker);
  const copyCitation = (): void => {
    if (chosen) void copy(citationBlock(words(), speakerOf(chosen[0]), call.id, anchorOf(turns, chosen)), s.copy.citationDone, s.copy.failed, say);
  };
  const copyLink = (): void => {
    if (chosen) void copy(`${location.origin}${callPath(call.id, anchorOf(turns, chosen))}`, s.copy.linkDone, s.copy.failed, say);
  };

  const onKey = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const letter = keys ? event.key.toLowerCase() : '';
    const act = ((): (() => void) | undefined => {
      if (event.key === 'ArrowDown' || letter === 'j') return () => step(1, event.shiftKey);
      if (event.key === 'ArrowUp' || letter === 'k') return () => step(-1, event.shiftKey);
      if (event.key === 'Home') return () => readable[0] !== undefined && select([readable[0], readable[0]], readable[0]);
      if (event.key === 'End') return () => { const end = readable.at(-1); if (end !== undefined) select([end, end], end); };
      if (event.key === 'Enter' && event.target === event.currentTarget) return undefined;
      if (letter === 'n') return () => toPassage(1);
      if (letter === 'p') return () => toPassage(-1);
      if (letter === 'c' && chosen) return copyCitation;
      if (letter === 'l' && chosen) return copyLink;
      return undefined;
    })();
    if (!act) return;
    event.preventDefault();
    act();
  };

  // The keys also work before anything has the focus, so that a reader can start with "j".
  const onKeyRef = useRef(onKey);
  onKeyRef.current = onKey;
  useEffect(() => {
    const listener = (event: KeyboardEvent): void => {
      const at = document.activeElement;
      if (!(at === null || at === document.body || at.matches('[data-page-title]'))) return;
      if (event.key.length === 1) onKeyRef.current(event);
    };
    document.addEventListener('keydown', listener);
    return () => document.removeEventListener('keydown', listener);
  }, []);

  const onClick = (event: MouseEvent): void => {
    if (!(event.target instanceof Element)) return;
    const line = event.target.closest('[data-turn]');
    if (!line || line.getAttribute('data-turn') === null) return;
    const link = event.target.closest('a');
    // Somebody who marks words with the pointer wants the words.
    if (!link && (getSelection()?.toString() ?? '') !== '') return;
    const index = Number(line.getAttribute('data-turn'));
    if (link) event.preventDefault();
    if (event.shiftKey && selection) select([Math.min(selection.from, index), Math.max(selection.from, index)], selection.from, false);
    else select([index, index], index, false);
  };

  let lastSpeaker: string | undefined;
  let lastPhase: string | undefined;
  return (
    <section class="transcript" aria-labelledby="transcript-title">
      <div class="transcript-head">
        <h2 id="transcript-title">{s.call.transcript}</h2>
        {passages.length > 0 && (
          <div class="row">
            <button type="button" class="button quiet small" onClick={() => toPassage(-1)}>
              <span aria-hidden="true">↑ </span>{s.call.previousCited}
            </button>
            <button type="button" class="button quiet small" onClick={() => toPassage(1)}>
              <span aria-hidden="true">↓ </span>{s.call.nextCited}
            </button>
          </div>
        )}
        <details class="keys">
          <summary>{s.call.keys}</summary>
          <div class="keys-card">
            <dl>
              {s.call.keysHelp.map(([key, what]) => (
                <div>
                  <dt><kbd>{key}</kbd></dt>
                  <dd>{what}</dd>
                </div>
              ))}
            </dl>
            <label class="check">
              <input
                type="checkbox"
                checked={keys}
                onChange={(event) => {
                  setKeys(event.currentTarget.checked);
                  try {
                    localStorage.setItem(kKeysOff, event.currentTarget.checked ? 'on' : 'off');
                  } catch {
                    // It then holds for this page only.
                  }
                }}
              />
              <span>{s.call.keysSwitch}</span>
            </label>
            <p class="muted small">{s.call.keysNote}</p>
          </div>
        </details>
      </div>
      {outside && <p class="note warn" role="status">{s.call.outside}</p>}
      <ol class={turns.length > kLong ? 'turns long' : 'turns'} ref={list} onKeyDown={onKey} onClick={onClick}>
        {rows.map((row) => {
          if (row.kind === 'hidden') {
            lastSpeaker = undefined;
            return (
              <li class="turn hidden-turns" key={`hidden-${row.first}`} tabIndex={-1}>
                <span>{s.call.hidden(row.count)}</span>
              </li>
            );
          }
          const { index, turn } = row;
          const follows = turn.speaker !== undefined && turn.speaker === lastSpeaker;
          lastSpeaker = turn.speaker;
          const phase = phaseAt(call, turn.start_ms);
          const begins = phase !== undefined && phase !== lastPhase ? phase : undefined;
          lastPhase = phase ?? lastPhase;
          const line = (
            <Line
              key={index}
              index={index}
              turn={turn}
              speaker={speakers.get(turn.speaker ?? '')}
              follows={follows && begins === undefined}
              anchor={anchorOf(turns, [index, index])}
              lang={lang}
              selected={isWithin(index, chosen)}
              current={index === head}
              cited={cited.get(index)}
              s={s}
            />
          );
          return begins === undefined ? line : [<li class="phase" key={`phase-${index}`}>{s.phase[begins] ?? plain(begins)}</li>, line];
        })}
      </ol>
      {chosen && (
        <div class="selection-bar" role="region" aria-label={s.call.toolbar}>
          <span>{s.call.selection(chosen[0] + 1, chosen[1] + 1)}</span>
          <button type="button" class="button primary small" onClick={copyCitation}>{s.copy.citation}</button>
          <button type="button" class="button small" onClick={copyLink}>{s.copy.link}</button>
        </div>
      )}
    </section>
  );
}
