/** The collection of the catalogue: one document for each shared thing of any organisation. */
import type { Connection } from 'mongoose';
import { campaignCardFields } from '../commons/campaigns/campaign.ts';
import { eventCardFields } from '../commons/events/event.ts';
import { ideaCardFields } from '../commons/ideas/idea.ts';
import { type Card, CARD_TYPES, sharedSchema } from '../commons/shared.ts';

const cardSchema = sharedSchema<Card>({
  ...ideaCardFields,
  ...eventCardFields,
  ...campaignCardFields,
  status: String,
  type: { type: String, enum: CARD_TYPES },
})
  .index({ type: 1, createdAt: -1, _id: -1 })
  .index({ type: 1, startsAt: 1, _id: 1 })
  .index({ type: 1, 'tally.support': -1, _id: -1 });

export const cardModel = (db: Connection) => db.model<Card>('Card', cardSchema, 'cards');
