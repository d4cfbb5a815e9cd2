/** What a type of card is: what it shows, how lists of it are filtered, ordered and counted, and what is taken of it. */
import type { SchemaDefinition } from 'mongoose';
import type { CardType } from '../../schema/things.ts';
import type { OrderKey } from '../framework/lists/cursor.ts';
import type { Conditions, ListDescription } from '../framework/lists/list.ts';
import type { Resolvers } from '../framework/module.ts';
import type { Card } from './card.ts';

/** An order of the catalogue that has indexes of its own. */
export interface CardIndex {
  keys: readonly OrderKey[];
  /** Conditions that may leave few cards, each with an index in this order; `''` is the list without any. */
  conditions: readonly string[];
}

/** The conditions of every list that may leave few cards, and none. */
export const FEW: readonly string[] = ['', 'organisation', 'themes', 'area'];

/**
 * One description of a type of card, for its owner and the catalogue alike.
 * @example export const list: CardList<PetalCard, PetalFilterInput> = { type: 'PETAL', field: 'petals', … }
 */
export interface CardList<
  Shown extends object = object,
  Input extends Conditions = Conditions,
> extends ListDescription<Input> {
  type: CardType;
  /** The name of lists of it in the contracts: `policyIdeas`. */
  field: string;
  /** The fields of its row that its card shows beside those of every card, as the row's schema has them. */
  fields: SchemaDefinition;
  /** Resolvers of the fields that its card answers, for the owner of the row and the catalogue alike. */
  shows: Readonly<Record<string, (card: Shown, args: never, context: never) => unknown>>;
  /** Resolvers of the types that its card consists of, by type: those of an event's `Place`. */
  parts?: Resolvers;
  /** Resolvers of fields that the catalogue alone answers. */
  inCatalogue?: Readonly<Record<string, (card: Shown, args: never, context: never) => unknown>>;
  /** Indexes of the catalogue beside those by which every card is listed. */
  indexes?: readonly CardIndex[];
  /** What else has to hold of a card that an organisation gives. */
  accepts?(card: Shown): boolean;
  /** What follows from a card: never taken on its organisation's word. */
  completed?(card: Shown & Card): Card;
}
