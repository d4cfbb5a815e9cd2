/** The contract `coalition`, but for its lists of cards. */
import type {
  CardResolvers,
  DirectoryChangeResolvers,
  MutationResolvers,
  OrganisationResolvers,
  QueryResolvers,
} from '../../schema/generated/coalition.ts';
import { areaOf } from '../../schema/areas.ts';
import { areasAmong } from './areas-among.ts';
import { THEMES, themesOf } from '../../schema/themes.ts';
import type { Card } from '../cards/card.ts';
import { needCaller } from '../framework/access/need-caller.ts';
import { pageOfList } from '../framework/lists/page.ts';
import { typenameOf } from '../framework/nodes.ts';
import { freshness, owner } from './defaults.ts';
import { similarIdeas } from './similar/similar-ideas.ts';

/** A card, and the thing that it stands for. */
const cardAndNode = {
  card: ({ node }: { node: Card }) => node,
  node: ({ node }: { node: Card }) => node as never,
};

const Query: QueryResolvers = {
  organisations(_root, { kinds, statuses, ...args }, { affiliates }) {
    const wanted = [...affiliates.values()].filter(
      ({ kind, status }) =>
        (!kinds || kinds.includes(kind)) && (!statuses || statuses.includes(status)),
    );
    return pageOfList(
      wanted.toSorted((a, b) => a.name.localeCompare(b.name, 'en')),
      'id',
      args,
    );
  },
  directoryChanges: (_root, args, { directoryChanges }) => directoryChanges(args),
  themes: () => [...THEMES],
  areas: (_root, args) => pageOfList(areasAmong(args), 'id', args),
  search: async (_root, args, { catalogue, active }) => (await catalogue()).search(args, active),
  similarIdeas: (_root, args, context) => similarIdeas(args, context),
};

const Mutation: MutationResolvers = {
  affiliate: (_root, { input }, { affiliation, caller }) =>
    affiliation.affiliate(input, needCaller(caller)),
  changeAffiliate: (_root, { input }, { affiliation, caller }) =>
    affiliation.changeAffiliate(input, needCaller(caller)),
  suspend: (_root, { input }, { affiliation, caller }) =>
    affiliation.suspend(input, needCaller(caller)),
  reinstate: (_root, { input }, { affiliation, caller }) =>
    affiliation.reinstate(input, needCaller(caller)),
  disaffiliate: (_root, { input }, { affiliation, caller }) =>
    affiliation.disaffiliate(input, needCaller(caller)),
};

const Organisation: OrganisationResolvers = {
  version: ({ id }, _args, { directoryRecord }) => directoryRecord(id)?.lastChange.revision ?? null,
  __resolveReference: ({ id }, { affiliates }) =>
    (typeof id === 'string' ? affiliates.get(id) : null) ?? null,
  freshness: async ({ id }, _args, context) =>
    (await context.freshness()).find(({ organisation }) => organisation.id === id) ?? null,
};

const DirectoryChange: DirectoryChangeResolvers = { revision: ({ _id }) => _id };

const CardType: CardResolvers = {
  organisation: owner,
  themes: ({ themes }) => themesOf(themes),
  area: ({ area }) => areaOf(area),
};

export const resolvers = {
  Query,
  Mutation,
  Node: { __resolveType: typenameOf },
  Organisation,
  DirectoryChange,
  Card: CardType,
  SimilarIdeas: { freshness },
  SearchEdge: cardAndNode,
  CitationEdge: cardAndNode,
};
