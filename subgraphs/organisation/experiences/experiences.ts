/** What people told one organisation that they lived through. */
import type { Connection } from 'mongoose';
import type { ExperienceFilter } from '../../../schema/generated/organisation.ts';
import { cardsFrom } from '../../feed/publish/card-source.ts';
import { type ListArgs, readList, type Scope } from '../../framework/lists/list.ts';
import { list } from './experience-list.ts';
import { insert } from '../../framework/mongo.ts';
import type { Authored } from '../members/author.ts';
import {
  experienceModel,
  type ExperienceRow,
  newExperience,
  titleOf,
  type Testimony,
} from './experience.ts';

/** @param organisation the id of whom they were told to */
export function experiencesOf(db: Connection, organisation: string) {
  const experiences = experienceModel(db);
  return {
    cards: cardsFrom(experiences, list),

    list: (args: ListArgs<ExperienceFilter>, scope: Scope) =>
      readList(experiences, list, args, scope),

    /** Calls those by what they are about that are from before there were lists of them. */
    async repair(): Promise<void> {
      const untitled = experiences.find({ title: { $exists: false } }).lean<ExperienceRow[]>();
      for await (const row of untitled.cursor())
        await experiences.updateOne({ _id: row._id }, { $set: { title: titleOf(row) } });
    },

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
