/** The sample's papers. */
import { derivedId } from '../../schema/derived-id.ts';
import { newPaper, type PaperRow } from '../../subgraphs/kinds/think-tank/papers/paper.ts';
import { chanceOf } from './chance.ts';
import type { SamplePaper } from './format.ts';
import { someMoment } from './moments.ts';

/**
 * A paper of the sample, whose claims rest on experiences shared with its think-tank.
 * @param at its index in the file
 * @param experiences the ids of the think-tank's experiences, in the order of the file
 */
export function writtenPaper(
  { claims, ...sample }: SamplePaper,
  at: number,
  organisation: string,
  experiences: readonly string[],
): PaperRow {
  const seed = `sample/${organisation}/paper/${at}`;
  const createdAt = someMoment(chanceOf(seed));
  return newPaper({
    ...sample,
    _id: derivedId(organisation, 'paper', seed, createdAt),
    organisation,
    claims: claims.map(({ text, experiences: places }) => ({
      text,
      experiences: places.flatMap((place) => experiences[place] ?? []),
    })),
    createdAt,
  });
}
