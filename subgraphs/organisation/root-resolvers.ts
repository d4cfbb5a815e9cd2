/** `Organisation`, and the ways in: `organisation`, `viewer`, `node`, `nodes`. */
import { EXPECTED_ORGANISATION_ID, isOrganisationId } from '../../schema/global-id.ts';
import type {
  NodeResolvers,
  OrganisationResolvers,
  QueryResolvers,
} from '../../schema/generated/organisation.ts';
import { needCaller } from '../framework/access/need-caller.ts';
import { badInput } from '../framework/errors.ts';
import { findNode, findNodes, servingOrganisation, typenameOf } from '../framework/nodes.ts';

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
  policyIdeas: (_organisation, args, { tables, load, known }) =>
    load.page('policyIdeas', args, () => tables.ideas.list(args, { known })),
  events: (_organisation, args, { tables, load, known }) =>
    load.page('events', args, () => tables.events.list(args, { known })),
  campaigns: (_organisation, args, { tables, load, known }) =>
    load.page('campaigns', args, () => tables.campaigns.list(args, { known })),
};
