/** Lists of cards and what a card shows, as each type of card describes it. */
import { thingOfCard } from '../../schema/things.ts';
import type { CardList } from '../cards/card-list.ts';
import type { ListArgs } from '../framework/lists/list.ts';
import { mergeResolvers, type Resolvers } from '../framework/module.ts';
import { referenceOf } from '../framework/nodes.ts';
import type { Context } from './context.ts';

/** The resolvers of the types that these describe. */
export const cardResolvers = (lists: readonly CardList[]): Resolvers =>
  mergeResolvers(lists.map(resolversOf));

function resolversOf(list: CardList): Resolvers {
  const { idType, typename } = thingOfCard(list.type);
  return {
    Query: {
      [list.field]: async (
        _root: unknown,
        args: ListArgs<object>,
        { catalogue, active }: Context,
      ) => (await catalogue()).list(list, args, active),
    },
    [typename]: {
      __resolveReference: referenceOf(idType, (id, { load }: Context) => load[idType].load(id)),
      ...list.shows,
      ...list.inCatalogue,
    },
    ...list.parts,
  };
}
