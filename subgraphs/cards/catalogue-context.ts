/** What resolvers of cards are given where the catalogue answers. */
import type { Organisation } from '../../directory/organisations.ts';
import type { CardType } from '../../schema/things.ts';
import type { Card } from './card.ts';

export interface CatalogueContext {
  /** The cards of these ids, in their order; one that is not there is left out. */
  cards(type: CardType, ids: readonly string[]): Promise<Card[]>;
  /** All affiliates by id, the suspended ones too. */
  affiliates: ReadonlyMap<string, Pick<Organisation, 'id'>>;
}
