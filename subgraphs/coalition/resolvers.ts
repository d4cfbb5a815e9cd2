/** The contract `coalition`. */
import { GraphQLError } from 'graphql';
import type { Organisation } from '../../directory/organisations.ts';
import type { QueryResolvers, Resolvers } from '../../schema/generated/coalition.ts';
import { AREAS, areaOf } from '../commons/areas.ts';
import { EVENT_ORDERS } from '../commons/events/event.ts';
import { eventCard, place } from '../commons/events/event-card.ts';
import { eventFilter } from '../commons/events/event-filter.ts';
import { among, type Filter, organisationsAmong, search } from '../commons/filter.ts';
import { IDEA_ORDERS } from '../commons/ideas/idea.ts';
import { ideaCard, mergedInto } from '../commons/ideas/idea-card.ts';
import { ideaFilter } from '../commons/ideas/idea-filter.ts';
import { ofKinds, referenceOf, typenameOf } from '../commons/nodes.ts';
import { pageOfList } from '../commons/page.ts';
import { THEMES, themesOf } from '../commons/themes.ts';
import type { Context } from './context.ts';
import { similarIdeas } from './similar/similar-ideas.ts';

/** The affiliate that owns a row. */
function ownerOf(
  { organisation: id }: { organisation: string },
  _args: unknown,
  { organisation }: Context,
): Organisation {
  const owner = organisation(id);
  if (!owner) throw new GraphQLError(`There is no organisation with the id "${id}".`);
  return owner;
}

const freshness = (_page: unknown, _args: unknown, context: Context) => context.freshness();

/** Rows of organisations that are affiliates now. */
const affiliated = (filter: Filter, { known }: Context): Filter => ({
  organisation: { $in: known.map(({ id }) => id) },
  ...filter,
});

const Query: QueryResolvers = {
  organisations(_root, { kinds, ...args }, { known }) {
    const wanted = known.filter(({ kind }) => !kinds || kinds.includes(kind));
    return pageOfList(
      wanted.toSorted((a, b) => a.name.localeCompare(b.name, 'en')),
      'id',
      args,
    );
  },
  themes: () => [...THEMES],
  areas: () => [...AREAS],
  async policyIdeas(_root, { filter, orderBy, ...args }, context) {
    const wanted = affiliated(ideaFilter(filter, context.known), context);
    return (await context.catalogue()).ideas({ filter: wanted, order: IDEA_ORDERS[orderBy], args });
  },
  async events(_root, { filter, orderBy, ...args }, context) {
    const wanted = affiliated(eventFilter(filter, context.known), context);
    return (await context.catalogue()).events({
      filter: wanted,
      order: EVENT_ORDERS[orderBy],
      args,
    });
  },
  async search(_root, { text, types, organisations, ...args }, context) {
    const filter = {
      ...organisationsAmong('organisations', organisations, null, context.known),
      ...among('type', types),
      ...search('text', text),
    };
    const wanted = affiliated(filter, context);
    return (await context.catalogue()).search(wanted, args);
  },
  similarIdeas: (_root, args, context) => similarIdeas(args, context),
};

export const resolvers: Resolvers = {
  Query,
  Node: { __resolveType: (row) => typenameOf(row) as never },
  ...ofKinds,
  Organisation: {
    __resolveReference: ({ id }, { organisation }) =>
      (typeof id === 'string' ? organisation(id) : null) ?? null,
  },
  PolicyIdea: {
    __resolveReference: referenceOf('idea', (id, { load }: Context) => load.idea.load(id)),
    ...ideaCard,
    mergedInto,
    organisation: ownerOf,
  },
  PolicyIdeaConnection: { freshness },
  Event: {
    __resolveReference: referenceOf('event', (id, { load }: Context) => load.event.load(id)),
    ...eventCard,
    organisation: ownerOf,
  },
  EventConnection: { freshness },
  Place: place,
  Card: {
    organisation: ownerOf,
    themes: ({ themes }) => themesOf(themes),
    area: ({ area }) => areaOf(area),
  },
  SearchConnection: { freshness },
  SimilarIdeas: { freshness },
  SearchEdge: {
    card: ({ node }) => node,
    node: ({ node }) => node as never,
  },
};
