/** The collection of the catalogue: one document for each shared thing of any organisation. */
import type { Connection, IndexOptions, Schema, SchemaDefinition } from 'mongoose';
import { modelOf } from '../../framework/row-schema.ts';
import { CARD_TYPES, type CardType } from '../../../schema/things.ts';
import { type Card, cardSchema } from '../../cards/card.ts';
import { type CardList, FEW } from '../../cards/card-list.ts';
import type { FeedVersion } from '../../feed/protocol/feed-version.ts';
import type { OrderKey } from '../../framework/lists/cursor.ts';
import { newestFirst, updatedFirst } from '../../framework/lists/orders.ts';

/** Which entry of whose feed a document was read from. A tombstone keeps this alone, and no list finds it. */
export interface FromFeed extends FeedVersion {
  of: string;
}

/**
 * The fields of all types of cards. Types differ in what a field of one name may hold; each card was read by its own
 * type's rules before it came here.
 */
const fieldsOfAll = (lists: readonly CardList[]): SchemaDefinition => ({
  ...Object.assign({}, ...lists.map(({ fields }) => fields)),
  status: String,
  type: { type: String, enum: CARD_TYPES },
  feed: { of: String, generation: Number, version: Number },
});

function schemaOfCards(lists: readonly CardList[]): Schema {
  const schema = cardSchema(fieldsOfAll(lists))
    .index({ 'feed.of': 1, 'feed.generation': 1 })
    .index(
      { cites: 1, createdAt: -1, _id: -1 },
      { partialFilterExpression: { cites: { $exists: true } } },
    );
  addIndexes(schema, newestFirst.keys, [...FEW, 'status']);
  addIndexes(schema, updatedFirst.keys, ['', 'organisation']);
  for (const { type, indexes = [] } of lists)
    for (const { keys, conditions, name } of indexes)
      addIndexes(schema, keys, conditions, { type, name });
  return schema;
}

type Key = Record<string, 1 | -1>;

/**
 * For an order of a list an index for the list as it is, and one for each condition that may leave few of its cards: so a
 * page is read off an index, and costs no more when the catalogue grows. Conditions beside the first are tested card by
 * card. An index of one type alone holds no other's cards.
 */
function addIndexes(
  schema: Schema,
  keys: readonly OrderKey[],
  conditions: readonly string[],
  { type, name }: { type?: CardType; name?: string | undefined } = {},
): void {
  const order: Key = Object.fromEntries(keys.map(({ field, direction }) => [field, direction]));
  const options: IndexOptions = type ? { partialFilterExpression: { type } } : {};
  const first: Key = type ? {} : { type: 1 };
  for (const condition of conditions)
    schema.index(
      { ...first, ...(condition && { [condition]: 1 }), ...order },
      { ...options, ...(name && { name: [type, name, condition].filter(Boolean).join('_') }) },
    );
}

/** @param lists the types of cards that there are lists of */
export const cardModel = (db: Connection, lists: readonly CardList[]) =>
  modelOf<Card>(db, 'Card', schemaOfCards(lists), 'cards');
