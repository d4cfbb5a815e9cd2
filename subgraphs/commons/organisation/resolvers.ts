/** `Organisation`, and the ways in: `organisation`, `viewer`, `node`, `nodes`. */
import { EXPECTED_ORGANISATION_ID, isOrganisationId } from '../../../schema/global-id.ts';
import type {
  NodeResolvers,
  OrganisationResolvers,
  QueryResolvers,
} from '../../../schema/generated/organisation.ts';
import { needCaller } from '../access/need-caller.ts';
import { badInput } from '../errors.ts';
import { EVENT_ORDERS } from '../events/event.ts';
import { eventFilter } from '../events/event-filter.ts';
import { IDEA_ORDERS } from '../ideas/idea.ts';
import { ideaFilter } from '../ideas/idea-filter.ts';
import { findNode, findNodes, servingOrganisation, typenameOf } from '../nodes.ts';

export const Query: QueryResolvers = {
  organisation(_root, { id }, { organisation }) {
    if (!isOrganisationId(id)) throw badInput('id', EXPECTED_ORGANISATION_ID, id);
    return id === organisation.id ? organisation : null;
  },
  viewer: (_root, _args, { caller, load }) => load.member.load(needCaller(caller).person),
  node: async (_root, { id }, context) => (await findNode('id', id, context)) as never,
  nodes: async (_root, { ids }, context) => (await findNodes(ids, context)) as never,
};

export const Node: NodeResolvers = { __resolveType: (row) => typenameOf(row) as never };

export const Organisation: OrganisationResolvers = {
  __resolveReference: servingOrganisation,
  policyIdeas: (_organisation, given, { tables, load, known }) =>
    load.page('policyIdeas', given, async () => {
      const { filter, orderBy, ...args } = given;
      const order = IDEA_ORDERS[orderBy];
      return tables.ideas.page({ filter: ideaFilter(filter, known), order, args });
    }),
  events: (_organisation, given, { tables, load, known }) =>
    load.page('events', given, async () => {
      const { filter, orderBy, ...args } = given;
      const order = EVENT_ORDERS[orderBy];
      return tables.events.page({ filter: eventFilter(filter, known), order, args });
    }),
};
