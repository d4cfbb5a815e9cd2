/** What people lived through, told to one organisation. */
import type { Connection } from 'mongoose';
import { areaOf } from '../../../schema/areas.ts';
import { Channel } from '../../../schema/generated/enums.ts';
import { themesOf } from '../../../schema/themes.ts';
import { newSharedRow, type SharedRow } from '../../cards/card.ts';
import { impersonalPaths, sharedSchema } from '../../feed/publish/shared-schema.ts';
import { type PersonalRows, personKey } from '../../framework/personal.ts';
import { modelOf, type NewRow } from '../../framework/row-schema.ts';
import type { Authored } from '../members/author.ts';

/** What everyone may see of an experience in a list: what it is about, and nothing of the words. */
export interface ExperienceCard extends SharedRow {
  channel: Channel;
}

/** An experience as its owner keeps it. */
export interface ExperienceRow extends ExperienceCard, Authored {
  text: string;
}

/** What someone tells. */
export type Testimony = Pick<ExperienceRow, 'text' | 'themes' | 'area'>;

/**
 * What an experience is called where its words are not shown: by what it is about.
 * @example titleOf({ themes: ['housing'], area: 'wales' }) // 'What someone lived through: Housing, Wales'
 */
export function titleOf({ themes, area }: Pick<ExperienceRow, 'themes' | 'area'>): string {
  const about = [...themesOf(themes), areaOf(area)].flatMap((one) => one?.name ?? []);
  const what = 'What someone lived through';
  return about.length > 0 ? `${what}: ${about.join(', ')}` : what;
}

/** A new experience: what is given, and everything else as experiences begin. */
export const newExperience = (
  given: NewRow<Omit<ExperienceRow, 'title'>, '_id' | 'organisation' | 'text' | 'createdAt'>,
): ExperienceRow => {
  const row = {
    ...newSharedRow(given),
    person: null,
    named: false,
    channel: 'WEB' as const,
    ...given,
  };
  return { ...row, title: titleOf(row) };
};

/** The fields of a card of this type beside those that every card has. */
export const experienceCardFields = { channel: { type: String, enum: Channel } };

/** The fields of a row beside those that every shared row has. */
export const experienceFields = {
  ...experienceCardFields,
  person: { ...personKey, default: null },
  named: { type: Boolean, default: false },
  text: { type: String, maxlength: 10_000, hasLines: true },
};

const experienceSchema = sharedSchema(experienceFields);

/** The collection of experiences of one organisation. */
export const experienceModel = (db: Connection) =>
  modelOf<ExperienceRow>(db, 'Experience', experienceSchema, 'experiences');

/** What experiences say of whose they are. */
export const ofExperiences: PersonalRows = {
  collection: 'experiences',
  keys: ['person'],
  fields: ['person', 'named', 'text'],
  impersonal: impersonalPaths(experienceCardFields),
  answers: ['Experience.author', 'Experience.text'],
  purpose: 'Testimony that ideas and papers rest on, in the words of who lived through it.',
  kept: 'As long as something rests on it.',
  erasure: 'The testimony stays, as one of nobody known, unless its author takes it back.',
};
