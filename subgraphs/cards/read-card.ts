/** What a card must be to enter the catalogue: the coalition takes no organisation's word for it. */
import { z } from 'zod';
import { contractsOf, type Organisation } from '../../directory/organisations.ts';
import { parseGlobalId } from '../../schema/global-id.ts';
import { CARD_TYPES, type CardType, thingOfCard } from '../../schema/things.ts';
import { type Card, sharedFields } from './card.ts';
import type { CardList } from './card-list.ts';
import { fieldsReader } from './field-reader.ts';

/** Reads the card that an organisation gave: null when it is none, or not one that this organisation may give. */
export type ReadCard = (organisation: Giver, given: unknown) => Card | null;

/** Who gives a card. */
type Giver = Pick<Organisation, 'id' | 'kind'>;

const ofType = z.object({ type: z.enum(CARD_TYPES) });

/** Cards of each type; those of which there are no lists show what every card has and no more. */
export function cardReader(lists: readonly CardList[]): ReadCard {
  const readers = new Map(
    CARD_TYPES.map((type) => {
      const list = lists.find((one) => one.type === type);
      return [type, { list, schema: fieldsReader({ ...sharedFields, ...list?.fields }) }];
    }),
  );
  return (organisation, given) => {
    const typed = ofType.safeParse(given);
    if (!typed.success) return null;
    const { type } = typed.data;
    const reader = readers.get(type);
    const read = reader?.schema.safeParse(given);
    if (!reader || !read?.success) return null;
    const { createdAt, updatedAt = createdAt } = read.data as { createdAt: Date; updatedAt?: Date };
    const card = { ...read.data, updatedAt, type } as unknown as Card;
    if (!mayGive(organisation, type) || !isOf(organisation, card)) return null;
    if (reader.list?.accepts && !reader.list.accepts(card)) return null;
    return reader.list?.completed?.(card) ?? card;
  };
}

/** An organisation has things of the contracts that it serves, and of no other. */
const mayGive = (organisation: Giver, type: CardType): boolean =>
  contractsOf(organisation).includes(thingOfCard(type).contract);

/** Whether a card is of a thing of its type that this organisation owns. */
function isOf({ id }: Giver, card: Card): boolean {
  const thing = parseGlobalId(card._id);
  return (
    thing?.owner === id && card.organisation === id && thing.type === thingOfCard(card.type).idType
  );
}
