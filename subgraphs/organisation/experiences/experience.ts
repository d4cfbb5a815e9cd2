/** What people lived through, told to one organisation. */
import type { Connection } from 'mongoose';
import { type Channel, CHANNELS } from '../ideas/idea.ts';
import { schemaOf } from '../../framework/row-schema.ts';

/** An experience as its owner keeps it. */
export interface ExperienceRow {
  _id: string;
  organisation: string;
  person: string | null;
  named: boolean;
  text: string;
  themes: string[];
  area: string | null;
  channel: Channel;
  createdAt: Date;
}

const experienceSchema = schemaOf<ExperienceRow>({
  _id: String,
  organisation: String,
  person: { type: String, default: null },
  named: { type: Boolean, default: false },
  text: String,
  themes: { type: [String], default: [] },
  area: { type: String, default: null },
  channel: { type: String, enum: CHANNELS },
  createdAt: Date,
});

/** The collection of experiences of one organisation. */
export const experienceModel = (db: Connection) =>
  db.model<ExperienceRow>('Experience', experienceSchema, 'experiences');

export type Experiences = ReturnType<typeof experiencesOf>;

/** Tables of experiences: what is asked of them and what is done to them. */
export function experiencesOf(db: Connection) {
  const experiences = experienceModel(db);
  return {
    byIds: (ids: readonly string[]) =>
      experiences.find({ _id: { $in: ids } }).lean<ExperienceRow[]>(),

    /** Puts an experience on record. */
    async share(experience: ExperienceRow): Promise<ExperienceRow> {
      await experiences.create(experience);
      return experience;
    },
  };
}
