/** What a type of card is: what it shows, how lists of it are filtered, ordered and counted, and what is taken of it. */
import type { SchemaDefinition } from 'mongoose';
import { areaOf } from '../../schema/areas.ts';
import { themesOf } from '../../schema/themes.ts';
import type { CardType } from '../../schema/things.ts';
import type { Order, OrderKey } from '../framework/lists/cursor.ts';
import { byField, type Dimension } from '../framework/lists/facets.ts';
import { all, among, type Filter } from '../framework/lists/filter.ts';
import type { Conditions, ListDescription } from '../framework/lists/list.ts';
import { newestFirst, oldestFirst, updatedFirst } from '../framework/lists/orders.ts';
import type { Resolvers } from '../framework/module.ts';
import type { Card, SharedRow } from './card.ts';
import { type SharedConditions, sharedConditions } from './conditions.ts';
import { sharedFacets } from './facets.ts';

/** An order of the catalogue that has indexes of its own. */
export interface CardIndex {
  keys: readonly OrderKey[];
  /** Its name, where another type's cards have an index with the same keys. */
  name?: string;
  /** Conditions that may leave few cards, each with an index in this order; `''` is the list without any. */
  conditions: readonly string[];
}

/** The conditions of every list that may leave few cards, and none. */
export const FEW: readonly string[] = ['', 'organisation', 'themes', 'area'];

type FieldResolvers<Row> = Readonly<
  Record<string, (card: Row, args: never, context: never) => unknown>
>;

/** What a type of card says itself, whether or not it is listed as others are. */
interface CardOfType<Row> {
  type: CardType;
  /** The name of lists of it in the contracts: `policyIdeas`. */
  field: string;
  /** The fields of its row that its card shows beside those of every card, as the row's schema has them. */
  fields: SchemaDefinition;
  /** Resolvers of the types that its card consists of, by type: those of an event's `Place`. */
  parts?: Resolvers;
  /** Resolvers of fields that the catalogue alone answers. */
  inCatalogue?: FieldResolvers<Row>;
  /** Indexes of the catalogue beside those by which every card is listed. */
  indexes?: readonly CardIndex[];
  /** What else has to hold of a card that an organisation gives. */
  accepts?(card: Row): boolean;
  /** What follows from a card: never taken on its organisation's word. */
  completed?(card: Row & Card): Card;
}

/** One description of a type of card, for its owner and the catalogue alike. */
export interface CardList<Row extends object = object, Input extends Conditions = Conditions>
  extends CardOfType<Row>, ListDescription<Input> {
  /** Resolvers of the fields that its card answers, for the owner of the row and the catalogue alike. */
  shows: FieldResolvers<Row>;
}

/** What a list has of its own, beside what `@list` gives to every list. */
interface OwnList<Row, Input> extends CardOfType<Row> {
  /** Conditions with values of a field of the card, by which cards are counted too: `{ statuses: 'status' }`. */
  among?: { readonly [Condition in keyof Input]?: keyof Row & string };
  /** What all other conditions of its own demand. */
  filter?(input: Input, now: Date): Filter;
  orders?: Readonly<Record<string, Order>>;
  /** Facets that are counted in a way of their own. */
  facets?: Readonly<Record<string, Dimension>>;
  shows?: FieldResolvers<Row>;
}

/**
 * Describes a type of card whose SDL declares `@list`. Conditions, orders and facets of all lists are there without
 * saying so; those that a contract leaves out are never asked for.
 * @example
 * export const list = cardList<PetalCard, PetalFilter>({
 *   type: 'PETAL',
 *   field: 'petals',
 *   fields: petalCardFields,
 *   among: { colours: 'colour' },
 * });
 */
export function cardList<Row extends SharedRow, Input extends SharedConditions>({
  among: fields = {},
  filter,
  orders,
  facets,
  shows,
  ...card
}: OwnList<Row, Input>): CardList<Row, Input> {
  const counted = Object.entries<string>(fields as Record<string, string>);
  const valuesOf = (input: Input, condition: string) =>
    input[condition as keyof Input] as readonly string[] | null | undefined;
  return {
    ...card,
    filter: (input, owners, now) =>
      all(
        sharedConditions(input, owners),
        ...counted.map(([condition, field]) => among(field, valuesOf(input, condition))),
        filter?.(input, now) ?? {},
      ),
    orders: { NEWEST: newestFirst, OLDEST: oldestFirst, UPDATED: updatedFirst, ...orders },
    facets: {
      ...sharedFacets,
      ...Object.fromEntries(
        counted.map(([condition, field]) => [condition, byField(field, field, condition)]),
      ),
      ...facets,
    },
    at: 'filter.',
    shows: {
      themes: ({ themes }) => themesOf(themes),
      area: ({ area }) => areaOf(area),
      ...shows,
    },
  };
}
