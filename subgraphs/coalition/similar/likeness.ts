/**
 * How alike two texts are: the mean of BM25 (Robertson and Zaragoza, 2009), which asks how much of the query
 * a document covers, and of the cosine of their tf-idf vectors, which asks how much of both they have in
 * common. Why these two and these numbers: docs/decisions/how-alike-is-measured.md.
 */

/** BM25: how slowly a term that occurs again stops to tell more, and how much length is held against a text. */
const SATURATION = 2;
const LENGTH_WEIGHT = 0.75;

/** BM25's share of a likeness; the rest is the cosine's. BM25 is the smaller number, for it counts to its most. */
const BM25_SHARE = 0.75;

/** An idea is as alike as its documents together: the best counts most, and no more than so many count. */
const POWER = 4;
const MOST_POOLED = 8;

/** How much a term tells: the fewer ideas it occurs in, the more. Never negative. */
export const rarity = (ideasWithIt: number, ideas: number): number =>
  Math.log(1 + (ideas - ideasWithIt + 0.5) / (ideasWithIt + 0.5));

/** BM25's part for one term that occurs in both: 0 to 1, before the term's weight in the query. */
export const saturated = (count: number, length: number, usualLength: number): number =>
  count / (count + SATURATION * (1 - LENGTH_WEIGHT + (LENGTH_WEIGHT * length) / usualLength));

/** A term's part of a tf-idf vector. */
export const component = (count: number, rare: number): number => Math.log(1 + count) * rare;

/** @param bm25 0 to 1 @param cosine 0 to 1 @returns 0 to 1 */
export const likeness = (bm25: number, cosine: number): number =>
  BM25_SHARE * bm25 + (1 - BM25_SHARE) * cosine;

/** What time takes from a likeness at the most, and after how many days it takes half of that. */
const FAR_IN_TIME = 0.3;
const HALF_AFTER_DAYS = 90;
const DAY_MS = 86_400_000;

/**
 * What is left of a likeness over so many milliseconds. People ask for the same in the same months, so of near-twins
 * the one nearer in time is the likelier one (Li and Croft, 2003: the older a document, the smaller its prior, and it
 * falls exponentially). It falls to a floor, as the same words stay the same idea for years.
 */
export const timeliness = (apart: number): number =>
  1 - FAR_IN_TIME * (1 - 2 ** (-Math.abs(apart) / DAY_MS / HALF_AFTER_DAYS));

/** The likeness of an idea from those of its documents, best first. It can pass 1: several say more than one. */
export function pooled(likenesses: readonly number[]): number {
  const best = likenesses.slice(0, MOST_POOLED);
  return best.reduce((sum, one) => sum + one ** POWER, 0) ** (1 / POWER);
}
