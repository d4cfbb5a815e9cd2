/** What people told one organisation that they lived through. */
import type { Connection } from 'mongoose';
import { newId } from '../../framework/ids.ts';
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
    async share(testimony: Testimony, { person, named }: Authored): Promise<ExperienceRow> {
      const _id = newId(organisation, 'experience');
      const createdAt = new Date();
      const author = { person, named };
      const experience = newExperience({ ...testimony, ...author, _id, organisation, createdAt });
      await experiences.create(experience);
      return experience;
    },
  };
}
