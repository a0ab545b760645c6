// The clock of a presentation: ten minutes, which can be stopped and begun anew.
export const kTenMinutesMs = 600_000;

export interface Clock {
  /** What had passed when it was last started or stopped. */
  before: number;
  /** When it was started; undefined while it stands still. */
  since: number | undefined;
}

export const startedAt = (now: number): Clock => ({ before: 0, since: now });
export const elapsed = (clock: Clock, now: number): number => clock.before + (clock.since === undefined ? 0 : Math.max(0, now - clock.since));
export const toggled = (clock: Clock, now: number): Clock => ({ before: elapsed(clock, now), since: clock.since === undefined ? now : undefined });

/** Time left (negative: over), to the full second, so that "10:00" is shown at the start. */
export const leftMs = (clock: Clock, now: number): number => kTenMinutesMs - Math.floor(elapsed(clock, now) / 1000) * 1000;
