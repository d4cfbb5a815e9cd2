/** How long what failed is left alone. */

/** In milliseconds: after the first failure, and at most. */
export interface Waits {
  first: number;
  most: number;
}

/** The wait after so many failures in a row: doubled each time; by chance, so that not all come again at once. */
export const backOff = (failures: number, { first, most }: Waits): number =>
  Math.min(most, first * 2 ** (failures - 1)) * (0.5 + Math.random() / 2);
