/** How long to wait before a retry. */

/** The wait after the first failure and the longest wait, in milliseconds. */
export interface Waits {
  first: number;
  most: number;
}

/**
 * The wait after so many failures in a row, in milliseconds. It doubles with each failure, and is up to half shorter at
 * random, so that not all callers retry at once.
 */
export const backOff = (failures: number, { first, most }: Waits): number =>
  Math.min(most, first * 2 ** (failures - 1)) * (0.5 + Math.random() / 2);
