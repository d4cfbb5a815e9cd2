/** The sample's experiences. */
import { derivedId } from '../../schema/derived-id.ts';
import {
  type ExperienceRow,
  newExperience,
} from '../../subgraphs/organisation/experiences/experience.ts';
import type { MemberRow } from '../../subgraphs/organisation/members/member.ts';
import { chanceOf } from './chance.ts';
import type { SampleExperience } from './format.ts';
import { someoneIn } from './members.ts';
import { someMoment } from './moments.ts';

/**
 * An experience of the sample, shared by a member.
 * @param at its index in the file
 */
export function sharedExperience(
  sample: SampleExperience,
  at: number,
  organisation: string,
  members: readonly MemberRow[],
): ExperienceRow {
  const seed = `sample/${organisation}/experience/${at}`;
  const chance = chanceOf(seed);
  const createdAt = someMoment(chance);
  return newExperience({
    ...sample,
    _id: derivedId(organisation, 'experience', seed, createdAt),
    organisation,
    person: someoneIn(chance, members, sample.area)._id,
    named: chance.happens(0.5),
    createdAt,
  });
}
