/** Things that cards cite, and that have no cards themselves: their owner knows what they are, the catalogue what cites them. */
import { type DocumentNode, Kind } from 'graphql';
import { contractDocument } from '../../schema/contracts.ts';
import { THINGS } from '../../schema/things.ts';
import type { CardList } from '../cards/card-list.ts';
import type { Resolvers } from '../framework/module.ts';
import { referenceOf } from '../framework/nodes.ts';

/**
 * Reference resolvers of the types that declare `@cited` and are not listed: whether a thing is there is not looked up.
 * @param lists the types of cards, whose references their cards answer
 */
export function citedResolvers(lists: readonly CardList[]): Resolvers {
  const cited = citedTypes(contractDocument('coalition'));
  const isListed = (card: string | null) => lists.some(({ type }) => type === card);
  return Object.fromEntries(
    THINGS.filter(({ typename, card }) => cited.has(typename) && !isListed(card)).map(
      ({ idType, typename }) => [
        typename,
        { __resolveReference: referenceOf(idType, async (id) => ({ _id: id })) },
      ],
    ),
  );
}

/** The types of which the contract says what cites them. */
const citedTypes = ({ definitions }: DocumentNode): ReadonlySet<string> =>
  new Set(
    definitions.flatMap((one) =>
      one.kind === Kind.OBJECT_TYPE_DEFINITION &&
      one.fields?.some(({ name }) => name.value === 'citedIn')
        ? one.name.value
        : [],
    ),
  );
