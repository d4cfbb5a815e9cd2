/** The sample's policy reviews. */
import { newReview, type ReviewRow } from '../../subgraphs/kinds/party/policy-reviews/review.ts';
import { derivedId } from '../../schema/derived-id.ts';
import { chanceOf } from './chance.ts';
import type { SampleReview } from './format.ts';
import { AUTUMN, CLOSING_HOUR, daysAfter, inLondon, someMoment } from './moments.ts';

/**
 * A review of the sample: open, with some ideas of its party taken up.
 * @param at its index in the file
 * @param ids the ids of the party's ideas, in the order of the file
 */
export function openReview(
  { question, summary, closesInDays, ideas: indexes }: SampleReview,
  at: number,
  organisation: string,
  ids: readonly string[],
  now: Date,
): ReviewRow {
  const seed = `sample/${organisation}/review/${at}`;
  const createdAt = someMoment(chanceOf(seed), AUTUMN);
  const taken = indexes.flatMap((index) => ids[index] ?? []);
  return newReview({
    _id: derivedId(organisation, 'review', seed, createdAt),
    organisation,
    title: question,
    summary,
    ideas: taken.map((idea, day) => ({ idea, at: daysAfter(createdAt, day) })),
    closesAt: inLondon(now, closesInDays, CLOSING_HOUR),
    createdAt,
  });
}
