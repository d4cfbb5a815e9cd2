/** The collection of the catalogue: one document for each shared thing of any organisation. */
import type { Connection, IndexOptions } from 'mongoose';
import { campaignCardFields } from '../../organisation/campaigns/campaign.ts';
import { eventCardFields } from '../../organisation/events/event.ts';
import { ideaCardFields } from '../../organisation/ideas/idea.ts';
import { type Card, cardSchema } from '../../cards/card.ts';
import { CARD_TYPES, type CardType } from '../../../schema/things.ts';

type Key = Record<string, 1 | -1>;

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
  ...campaignCardFields,
  status: String,
  type: { type: String, enum: CARD_TYPES },
  feed: { of: String, generation: Number, version: Number },
})
  .index({ 'feed.of': 1, 'feed.generation': 1 })
  .index(
    { cites: 1, createdAt: -1, _id: -1 },
    { partialFilterExpression: { cites: { $exists: true } } },
  );

/**
 * For every order of every list an index for the list as it is, and one for each condition that may leave few of its
 * cards: so a page is read off an index, and costs no more when the catalogue grows. Conditions beside the first are
 * tested card by card. An index of one type alone holds no other's cards.
 */
const inOrder = (order: Key, conditions: readonly string[], type?: CardType): void => {
  const options: IndexOptions = type ? { partialFilterExpression: { type } } : {};
  const first: Key = type ? {} : { type: 1 };
  for (const condition of conditions)
    schema.index({ ...first, ...(condition && { [condition]: 1 }), ...order }, options);
};

/** No condition, and those that every list has. */
const SHARED = ['', 'organisation', 'themes', 'area'];

inOrder({ createdAt: -1, _id: -1 }, [...SHARED, 'status']);
inOrder({ createdAt: -1, _id: -1 }, ['channel'], 'IDEA');
inOrder({ 'tally.support': -1, _id: -1 }, [...SHARED, 'status', 'channel'], 'IDEA');
inOrder({ startsAt: 1, _id: 1 }, [...SHARED, 'kind', 'cells'], 'EVENT');

export const cardModel = (db: Connection) => db.model<Card>('Card', schema, 'cards');
