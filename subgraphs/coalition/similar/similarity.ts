/**
 * The arithmetic of similarity. Two texts are as similar as the weighted mean of BM25 (Robertson and Zaragoza, 2009),
 * which measures how much of the query a document covers, and of the cosine of their tf-idf vectors, which measures how
 * much of both they have in common. Why these two and these numbers: docs/decisions/how-alike-is-measured.md.
 */

/** The parameters k1 and b of BM25: how much repeating a term adds, and how much long texts are marked down. */
const K1 = 2;
const B = 0.75;

/** The weight of BM25; the cosine has the rest. BM25 is the smaller number, as no document reaches its maximum. */
const BM25_WEIGHT = 0.75;

/** Several documents of one idea are pooled by a power mean that the best dominates; so many count at the most. */
const POWER = 4;
const MAX_POOLED = 8;

/** The inverse document frequency of a term: the fewer ideas have it, the more it tells. Never negative. */
export const idf = (ideasWithTerm: number, ideas: number): number =>
  Math.log(1 + (ideas - ideasWithTerm + 0.5) / (ideasWithTerm + 0.5));

/** BM25's summand for a term of the query that a document has: 0 to 1, before the weight of the term. */
export const bm25Part = (count: number, length: number, averageLength: number): number =>
  count / (count + K1 * (1 - B + (B * length) / averageLength));

/** The component of a term in a tf-idf vector. */
export const tfIdf = (count: number, termIdf: number): number => Math.log(1 + count) * termIdf;

/** @param bm25 0 to 1 @param cosine 0 to 1 @returns 0 to 1 */
export const similarity = (bm25: number, cosine: number): number =>
  BM25_WEIGHT * bm25 + (1 - BM25_WEIGHT) * cosine;

/** The most that distance in time takes from a similarity, and after how many days it takes half of that. */
const MAX_TIME_LOSS = 0.3;
const HALF_LOSS_DAYS = 90;
const DAY_MS = 86_400_000;

/**
 * The factor for a distance in time, in milliseconds. People ask for the same in the same months, so of two texts that
 * are almost equal the one nearer in time is likelier the same idea (Li and Croft, 2003: a document's prior falls
 * exponentially with its age). It falls to a floor, as the same words stay the same idea for years.
 */
export const timeDecay = (distanceMs: number): number =>
  1 - MAX_TIME_LOSS * (1 - 2 ** (-Math.abs(distanceMs) / DAY_MS / HALF_LOSS_DAYS));

/** Pools the similarities of the documents of one idea, best first. It can exceed 1: several count for more than one. */
export function pool(similarities: readonly number[]): number {
  const best = similarities.slice(0, MAX_POOLED);
  return best.reduce((sum, one) => sum + one ** POWER, 0) ** (1 / POWER);
}
