// A passage of a call with what was said around it, who said it and where to read on.
import type { ComponentChildren } from 'preact';
import type { ExcerptTurn, ExcerptView } from '../api/types';
import { useStrings } from '../i18n/language';
import { callPath } from '../model/call_path';
import { citationBlock } from '../model/citation';
import { highlighted } from '../model/highlight';
import { plain } from '../model/plain';
import { formatOffset, isoDuration } from '../model/when';
import { CopyButton, Day, LevelChip } from './basics';

export function Marked({ text, question }: { text: string; question: string }) {
  if (question === '') return <>{plain(text)}</>;
  return (
    <>
      {highlighted(plain(text), question).map((piece) => (piece.hit ? <mark>{piece.text}</mark> : piece.text))}
    </>
  );
}

function Turn({ turn, quoted, question }: { turn: ExcerptTurn; quoted: boolean; question: string }) {
  const s = useStrings();
  return (
    <div class={quoted ? 'said-turn quoted' : 'said-turn'}>
      <p class="said-by">
        {plain(turn.speaker) || s.call.unknownSpeaker}
        {turn.start_ms !== undefined && <time dateTime={isoDuration(turn.start_ms)}>{formatOffset(turn.start_ms)}</time>}
      </p>
      <p class="said-words" dir="auto">
        <Marked text={turn.text} question={quoted ? question : ''} />
      </p>
    </div>
  );
}

export const isQuoted = (excerpt: ExcerptView, turn: ExcerptTurn): boolean => turn.index >= excerpt.first_turn && turn.index <= excerpt.last_turn;

export function ExcerptCard({ excerpt, question = '', note, heading = 3, context = 'around' }: {
  excerpt: ExcerptView;
  question?: string;
  /** What else is known of it: verdict, stance, the spec's wording. */
  note?: ComponentChildren;
  heading?: 3 | 4;
  /** The turns before and after: shown, folded away, or left out. */
  context?: 'around' | 'folded' | 'none';
}) {
  const s = useStrings();
  const shown = excerpt.turns.filter((turn) => turn.text !== '');
  const quoted = shown.filter((turn) => isQuoted(excerpt, turn));
  const before = shown.filter((turn) => turn.index < excerpt.first_turn);
  const after = shown.filter((turn) => turn.index > excerpt.last_turn);
  const Heading = `h${heading}` as 'h3';
  const title = plain(excerpt.title) || s.search.noTitle;
  const href = callPath(excerpt.call, excerpt.anchor);
  const draw = (turns: readonly ExcerptTurn[], isQuote: boolean) => turns.map((turn) => <Turn key={turn.index} turn={turn} quoted={isQuote} question={question} />);
  return (
    <article class="card excerpt">
      <header class="card-head">
        <Heading class="card-title">{plain(excerpt.account_label) || title}</Heading>
        <LevelChip level={excerpt.level} />
        <p class="card-line">
          {excerpt.lifecycle && excerpt.lifecycle !== 'unknown' && <span>{s.lifecycle[excerpt.lifecycle] ?? excerpt.lifecycle}</span>}
          {excerpt.day && <Day value={excerpt.day} />}
          {excerpt.account_label && <span dir="auto">{title}</span>}
        </p>
      </header>
      {note}
      <div class="said-all">
        {context === 'around' && draw(before, false)}
        {quoted.length === 0 ? <p class="withheld">{s.spec.hiddenWords}</p> : draw(quoted, true)}
        {context === 'around' && draw(after, false)}
        {context === 'folded' && before.length + after.length > 0 && (
          <details class="around">
            <summary>{s.spec.context}</summary>
            {draw(before, false)}
            {draw(quoted, true)}
            {draw(after, false)}
          </details>
        )}
      </div>
      <footer class="card-foot">
        <a href={href}>{s.spec.openCall}</a>
        {quoted.length > 0 && (
          <CopyButton small label={s.copy.citation} done={s.copy.citationDone} text={() => citationBlock(quoted.map((turn) => turn.text), quoted[0]?.speaker || excerpt.account_label || s.call.unknownSpeaker, excerpt.call, excerpt.anchor)} />
        )}
      </footer>
    </article>
  );
}
