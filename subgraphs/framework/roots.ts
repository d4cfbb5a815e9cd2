/** The ways into an organisation's rows that need no type of thing: by an organisation's id, and by any id. */
import { EXPECTED_ORGANISATION_ID, isOrganisationId } from '../../schema/global-id.ts';
import { badInput } from './errors.ts';
import type { OrganisationContext } from './context.ts';
import type { RouteHandlers } from './routes.ts';
import { findNode, findNodes, servingOrganisation, typenameOf } from './nodes.ts';

export const rootResolvers = {
  Query: {
    organisation(_root: unknown, { id }: { id: string }, { organisation }: OrganisationContext) {
      if (!isOrganisationId(id)) throw badInput('id', EXPECTED_ORGANISATION_ID, id);
      return id === organisation.id ? organisation : null;
    },
    node: (_root: unknown, { id }: { id: string }, context: OrganisationContext) =>
      findNode('id', id, context),
    nodes: (_root: unknown, { ids }: { ids: readonly string[] }, context: OrganisationContext) =>
      findNodes(ids, context),
  },
};

/** What every contract of an organisation answers. */
export const sharedResolvers = {
  Node: { __resolveType: typenameOf },
  Organisation: { __resolveReference: servingOrganisation },
};

/** The organisation itself, to whoever reads no GraphQL: what the type `Organisation` of the contract shows. */
export const rootRoutes: RouteHandlers<OrganisationContext> = {
  'GET about': async (_request, { organisation }) => {
    const { id, name, kind, summary, website, issuer } = organisation;
    return {
      headers: {
        'content-type': 'application/json; charset=utf-8',
        'cache-control': 'public, max-age=60',
      },
      body: JSON.stringify({ id, name, kind, summary, website, issuer }),
    };
  },
};
