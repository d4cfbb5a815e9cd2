/** The collection of the catalogue: one document for each shared thing of any organisation. */
import type { Connection } from 'mongoose';
import { eventCardFields } from '../commons/events/event.ts';
import { ideaCardFields } from '../commons/ideas/idea.ts';
import { type Card, CARD_TYPES, cardSchema } from '../commons/shared.ts';

/** Which entry of whose feed a document is as of. What is shared no longer keeps this alone, and no list finds it. */
export interface FromFeed {
  of: string;
  /** How many times that feed was read from its start, this one included. */
  generation: number;
  version: number;
}

const schema = cardSchema<Card>({
  ...ideaCardFields,
  ...eventCardFields,
  status: String,
  type: { type: String, enum: CARD_TYPES },
  feed: { of: String, generation: Number, version: Number },
})
  .index({ 'feed.of': 1, 'feed.generation': 1 })
  .index({ type: 1, createdAt: -1, _id: -1 })
  .index({ type: 1, startsAt: 1, _id: 1 })
  .index({ type: 1, 'tally.support': -1, _id: -1 });

export const cardModel = (db: Connection) => db.model<Card>('Card', schema, 'cards');
