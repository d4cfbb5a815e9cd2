/** What people told one organisation that they lived through. */
import type { Connection } from 'mongoose';
import { insert } from '../../framework/mongo.ts';
import type { Authored } from '../members/author.ts';
import {
  experienceModel,
  type ExperienceRow,
  newExperience,
  type Testimony,
} from './experience.ts';

/** @param organisation the id of whom they were told to */
export function experiencesOf(db: Connection, organisation: string) {
  const experiences = experienceModel(db);
  return {
    byIds: (ids: readonly string[]) =>
      experiences.find({ _id: { $in: ids } }).lean<ExperienceRow[]>(),

    /** Puts an experience on record. */
    async share(
      _id: string,
      testimony: Testimony,
      { person, named }: Authored,
    ): Promise<ExperienceRow> {
      const createdAt = new Date();
      const author = { person, named };
      const experience = newExperience({ ...testimony, ...author, _id, organisation, createdAt });
      return insert(experiences, experience);
    },
  };
}
