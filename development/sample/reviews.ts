/** The sample's policy reviews. */
import type { ReviewRow } from '../../subgraphs/kinds/party/policy-reviews/review.ts';
import { derivedId } from '../../schema/derived-id.ts';
import { chanceOf } from './chance.ts';
import type { SampleReview } from './format.ts';
import { AUTUMN, CLOSING_HOUR, daysAfter, inLondon, someMoment } from './moments.ts';

/**
 * A review of the sample: open, with some ideas of its party taken up.
 * @param at its index in the file
 * @param ideas the ids of the party's ideas, in the order of the file
 */
export function openReview(
  { question, summary, closesInDays, ideas: indexes }: SampleReview,
  at: number,
  organisation: string,
  ideas: readonly string[],
  now: Date,
): ReviewRow {
  const seed = `sample/${organisation}/review/${at}`;
  const startsAt = someMoment(chanceOf(seed), AUTUMN);
  const taken = indexes.flatMap((index) => ideas[index] ?? []);
  return {
    _id: derivedId(organisation, 'review', seed, startsAt),
    organisation,
    title: question,
    summary,
    themes: [],
    area: null,
    ideas: taken.map((idea, day) => ({ idea, at: daysAfter(startsAt, day) })),
    cites: taken,
    startsAt,
    closesAt: inLondon(now, closesInDays, CLOSING_HOUR),
    createdAt: startsAt,
  };
}
