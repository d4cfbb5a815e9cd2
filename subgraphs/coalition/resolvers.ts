/** The contract `coalition`. */
import { GraphQLError } from 'graphql';
import type { Affiliate } from '../../directory/directory.ts';
import type {
  MutationResolvers,
  QueryResolvers,
  Resolvers,
} from '../../schema/generated/coalition.ts';
import { needCaller } from '../framework/access/need-caller.ts';
import { AREAS, areaOf } from '../../schema/areas.ts';
import { campaignCard } from '../organisation/campaigns/campaign-card.ts';
import { eventCard, place } from '../organisation/events/event-card.ts';
import { ideaCard, mergedInto } from '../organisation/ideas/idea-card.ts';
import { ofKinds, referenceOf, typenameOf } from '../framework/nodes.ts';
import { pageOfList } from '../framework/lists/page.ts';
import { paperCard } from '../kinds/think-tank/paper-list.ts';
import type { Card } from '../cards/card.ts';
import { THEMES, themesOf } from '../../schema/themes.ts';
import type { CitationArgs } from './catalogue/citations.ts';
import type { Context, Identified } from './context.ts';
import { similarIdeas } from './similar/similar-ideas.ts';

/** The affiliate that owns a row. */
function ownerOf(
  { organisation: id }: { organisation: string },
  _args: unknown,
  { organisation }: Context,
): Affiliate {
  const owner = organisation(id);
  if (!owner) throw new GraphQLError(`There is no organisation with the id "${id}".`);
  return owner;
}

const freshness = (_page: unknown, _args: unknown, context: Context) => context.freshness();

/** What cites a thing. */
const citedIn = ({ _id }: Identified, args: CitationArgs, { load }: Context) =>
  load.citations(_id, args);

/** The cards of these ids, in their order; one that is not there is left out. */
async function there<Row>(
  loader: { loadMany(ids: string[]): Promise<(Row | Error | null)[]> },
  ids: string[],
): Promise<Row[]> {
  const found = await loader.loadMany(ids);
  return found.flatMap((row) => {
    if (row instanceof Error) throw row;
    return row ?? [];
  });
}

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
  areas: () => [...AREAS],
  policyIdeas: async (_root, args, { catalogue, known }) => (await catalogue()).ideas(args, known),
  events: async (_root, args, { catalogue, known }) => (await catalogue()).events(args, known),
  campaigns: async (_root, args, { catalogue, known }) =>
    (await catalogue()).campaigns(args, known),
  papers: async (_root, args, { catalogue, known }) => (await catalogue()).papers(args, known),
  search: async (_root, args, { catalogue, known }) => (await catalogue()).search(args, known),
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

export const resolvers: Resolvers = {
  Query,
  Mutation,
  Node: { __resolveType: (row) => typenameOf(row) as never },
  ...ofKinds,
  Organisation: {
    __resolveReference: ({ id }, { organisation }) =>
      (typeof id === 'string' ? organisation(id) : null) ?? null,
    freshness: async ({ id }, _args, context) =>
      (await context.freshness()).find(({ organisation }) => organisation.id === id) ?? null,
  },
  DirectoryChange: { revision: ({ _id }) => _id },
  PolicyIdea: {
    __resolveReference: referenceOf('idea', (id, { load }: Context) => load.idea.load(id)),
    ...ideaCard,
    mergedInto,
    organisation: ownerOf,
    citedIn,
  },
  PolicyIdeaConnection: { freshness },
  Event: {
    __resolveReference: referenceOf('event', (id, { load }: Context) => load.event.load(id)),
    ...eventCard,
    organisation: ownerOf,
    citedIn,
  },
  EventConnection: { freshness },
  Place: place,
  Campaign: {
    __resolveReference: referenceOf('campaign', (id, { load }: Context) => load.campaign.load(id)),
    ...campaignCard,
    organisation: ownerOf,
    ideas: ({ ideas }, _args, { load }) => there(load.idea, ideas),
    actions: ({ actions }, _args, { load }) => there(load.event, actions),
    allies: ({ allies }, _args, { organisation }) => allies.flatMap((id) => organisation(id) ?? []),
  },
  CampaignConnection: { freshness },
  Paper: { ...paperCard, organisation: ownerOf },
  PaperConnection: { freshness },
  Experience: {
    // Its owner knows whether it is there; what cites it is known here.
    __resolveReference: referenceOf('experience', async (id) => ({ _id: id })),
    id: ({ _id }) => _id,
    citedIn,
  },
  Card: {
    organisation: ownerOf,
    themes: ({ themes }) => themesOf(themes),
    area: ({ area }) => areaOf(area),
  },
  SearchConnection: { freshness },
  SimilarIdeas: { freshness },
  SearchEdge: cardAndNode,
  CitationConnection: { freshness },
  CitationEdge: cardAndNode,
};
