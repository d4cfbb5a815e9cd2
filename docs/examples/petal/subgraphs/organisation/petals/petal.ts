/** A petal: its card, which the catalogue holds too, and the row that only its owner has. */
import type { Connection } from 'mongoose';
import { modelOf } from '../../framework/row-schema.ts';
import { PetalColour } from '../../../schema/generated/enums.ts';
import { type NewSharedRow, newSharedRow, type SharedRow } from '../../cards/card.ts';
import { impersonalPaths, sharedSchema } from '../../feed/publish/shared-schema.ts';
import { type PersonalRows, personKey } from '../../framework/personal.ts';

/** What everyone may see of a petal in a list. */
export interface PetalCard extends SharedRow {
  colour: PetalColour;
}

/** A petal as its owner keeps it. */
export interface PetalRow extends PetalCard {
  text: string | null;
  /** Who gave it, as this organisation knows them. */
  person: string;
}

/** The fields of a card of this type beside those that every card has. */
export const petalCardFields = { colour: { type: String, enum: PetalColour } };

/** What someone gives. */
export type Given = Pick<PetalRow, 'title' | 'text' | 'colour'>;

/** A new petal: what is given, and everything else as petals begin. */
export const newPetal = (given: NewSharedRow<PetalRow, 'colour' | 'person'>): PetalRow => ({
  ...newSharedRow(given),
  text: null,
  ...given,
});

/** The fields of a row beside those that every shared row has. Inputs are no longer than they say. */
export const petalFields = {
  ...petalCardFields,
  text: { type: String, default: null, maxlength: 2_000 },
  person: personKey,
};

const petalSchema = sharedSchema(petalFields);

/** The collection of petals of one organisation. */
export const petalModel = (db: Connection) => modelOf<PetalRow>(db, 'Petal', petalSchema, 'petals');

/** What petals say of who gave them. */
export const ofPetals: PersonalRows = {
  collection: 'petals',
  keys: ['person'],
  fields: ['person'],
  impersonal: [...impersonalPaths(petalCardFields), 'text'],
  answers: [],
  purpose: 'Whoever gave a petal may paint it.',
  kept: 'As long as the petal.',
  erasure: 'The petal stays, as one that nobody may paint.',
};
