/** What people lived through, told to one organisation. */
import type { Connection } from 'mongoose';
import { sharedFields } from '../../cards/card.ts';
import { type PersonalRows, personKey } from '../../framework/personal.ts';
import type { Authored } from '../members/author.ts';
import { modelOf, type NewRow, schemaOf } from '../../framework/row-schema.ts';
import { Channel } from '../../../schema/generated/enums.ts';

/** An experience as its owner keeps it. */
export interface ExperienceRow extends Authored {
  _id: string;
  organisation: string;
  text: string;
  themes: string[];
  area: string | null;
  channel: Channel;
  createdAt: Date;
}

/** What someone tells. */
export type Testimony = Pick<ExperienceRow, 'text' | 'themes' | 'area'>;

/** A new experience: what is given, and everything else as experiences begin. */
export const newExperience = (
  given: NewRow<ExperienceRow, '_id' | 'organisation' | 'text' | 'createdAt'>,
): ExperienceRow => ({
  person: null,
  named: false,
  themes: [],
  area: null,
  channel: 'WEB',
  ...given,
});

/** The fields of a row. */
export const experienceFields = {
  _id: String,
  organisation: String,
  person: { ...personKey, default: null },
  named: { type: Boolean, default: false },
  text: { type: String, maxlength: 10_000, hasLines: true },
  themes: sharedFields.themes,
  area: sharedFields.area,
  channel: { type: String, enum: Channel },
  createdAt: Date,
};

const experienceSchema = schemaOf(experienceFields);

/** The collection of experiences of one organisation. */
export const experienceModel = (db: Connection) =>
  modelOf<ExperienceRow>(db, 'Experience', experienceSchema, 'experiences');

/** What experiences say of whose they are. */
export const ofExperiences: PersonalRows = {
  collection: 'experiences',
  keys: ['person'],
  fields: ['person', 'named', 'text', 'themes', 'area', 'channel', 'createdAt'],
  impersonal: ['_id', 'organisation'],
  answers: [
    'Experience.author',
    'Experience.text',
    'Experience.themes',
    'Experience.area',
    'Experience.channel',
    'Experience.createdAt',
  ],
  purpose: 'Testimony that ideas and papers rest on, in the words of who lived through it.',
  kept: 'As long as something rests on it.',
  erasure: 'The testimony stays, as one of nobody known, unless its author takes it back.',
};
