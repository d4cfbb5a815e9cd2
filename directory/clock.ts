/** The time that a client of the directory reads, and waits by; tests bring a clock of their own. */
import { setTimeout } from 'node:timers/promises';

export interface Clock {
  /** In milliseconds. */
  now(): number;
  /** May end early, or reject, once the signal aborts. */
  wait(ms: number, signal: AbortSignal): Promise<unknown>;
  /** A signal that aborts after so many milliseconds. */
  timeout(ms: number): AbortSignal;
}

export const SYSTEM_CLOCK: Clock = {
  now: Date.now,
  wait: (ms, signal) => setTimeout(ms, undefined, { signal }),
  timeout: (ms) => AbortSignal.timeout(ms),
};
