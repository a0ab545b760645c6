// Follows what changes while a page is open: one question at a time, which the server answers when
// there is something. Steps back when the server is away or full. Pure but for what it is given.
import { ApiError } from '../api/client';
import type { Change, ChangePage } from '../api/types';

/**
 * How long the server may hold a question, in seconds: it learns only afterwards that a window was
 * closed, and proxies end most at sixty.
 */
export const kHoldS = 25;
/** After an answer: what changes in a row is told together. */
const kGatherMs = 1000;
/** An empty answer that came sooner: the server had no room for one more who waits. */
const kEarlyMs = 2000;
const kNoRoomMs = 15_000;
const kLeastMs = 1000;
const kMostMs = 60_000;

export interface Surroundings {
  /** `after` unset: answers at once with where the log stands. */
  ask(after: number | undefined, signal: AbortSignal): Promise<ChangePage>;
  /** Resolves after so long, or when it is told to stop. */
  pause(ms: number, signal: AbortSignal): Promise<void>;
  now(): number;
  /** 0..1: so that many pages do not come back at the same moment. */
  random(): number;
}

export function backOffMs(failures: number, random: number): number {
  return Math.min(kMostMs, kLeastMs * 2 ** Math.min(10, failures - 1)) * (0.5 + random / 2);
}

/** Where nothing is gained by asking again. */
const kFinal = new Set(['signed_out', 'forbidden', 'not_found', 'invalid']);

export class Follower {
  #after: number | undefined;
  #history: string | undefined;
  #failures = 0;

  /** `tell` answers whether it could look; if not, the same is told again later. 'all': anything may be different. */
  constructor(
    private readonly around: Surroundings,
    private readonly tell: (changes: readonly Change[] | 'all') => Promise<boolean>,
    private readonly connected: (is: boolean) => void,
  ) {}

  /** Until it is stopped, or for good; run again it goes on where it was. */
  async run(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      let pause: number;
      try {
        pause = await this.#once(signal);
        this.#failures = 0;
        this.connected(true);
      } catch (error) {
        if (signal.aborted || (error instanceof ApiError && kFinal.has(error.failure))) return;
        this.#failures += 1;
        if (this.#failures > 1) this.connected(false);
        const asked = error instanceof ApiError ? (error.retryAfter ?? 0) * 1000 : 0;
        pause = Math.max(asked, backOffMs(this.#failures, this.around.random()));
      }
      if (pause > 0) await this.around.pause(pause, signal);
    }
  }

  async #once(signal: AbortSignal): Promise<number> {
    const began = this.around.now();
    const page = await this.around.ask(this.#after, signal);
    if (signal.aborted) return 0;
    const isFirst = this.#after === undefined;
    const isOther = this.#history !== undefined && page.history !== this.#history;
    if ((isOther || page.items.length > 0) && !(await this.tell(isOther ? 'all' : page.items))) throw new Error('could not look');
    this.#after = page.next;
    this.#history = page.history;
    if (isFirst || page.more) return 0;
    if (page.items.length > 0) return kGatherMs;
    return this.around.now() - began < kEarlyMs ? kNoRoomMs * (0.5 + this.around.random() / 2) : 0;
  }
}
