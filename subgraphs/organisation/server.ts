/** The server of one organisation: the Modules that every organisation has, and those of its kind. */
import type { DocumentNode } from 'graphql';
import type { Connection } from 'mongoose';
import type { Organisation } from '../../directory/organisations.ts';
import { assertionsFor, type Signer } from '../../identity/assertion.ts';
import type { KeySet } from '../../identity/key-set.ts';
import type { TrustedIssuer } from '../../identity/trusted-issuer.ts';
import {
  createHttp,
  listen,
  type Listening,
  requestIdOfGateway,
} from '../../platform/http/server.ts';
import type { Running } from '../../platform/run.ts';
import type { Contract } from '../../schema/contract-names.ts';
import { contractDocument } from '../../schema/contracts.ts';
import type { CardSource } from '../feed/publish/card-source.ts';
import { createFeed } from '../feed/publish/feed.ts';
import { needImpersonalCards } from '../feed/publish/personal-cards.ts';
import { reportOffset } from '../feed/publish/report-offset.ts';
import { serveFeed } from '../feed/publish/serve-feed.ts';
import type { AffiliateIds } from '../framework/affiliates.ts';
import { contractResolvers } from '../framework/contract-resolvers.ts';
import type { Repeats } from '../framework/idempotency/do-one-time.ts';
import { type KeyedRequests, keyedRequestsIn } from '../framework/idempotency/keyed-requests.ts';
import { typeOf } from '../framework/ids.ts';
import { compose, mergeResolvers } from '../framework/module.ts';
import { isReachable, makeIndexes } from '../framework/mongo.ts';
import { personIdsIn } from '../framework/person-ids.ts';
import { ownerDefaults } from '../framework/server/owner-defaults.ts';
import { rootResolvers, rootRoutes } from '../framework/roots.ts';
import { takeAsserted } from '../framework/server/assertions.ts';
import { callersAt } from '../framework/server/callers-at.ts';
import { contextFactory } from '../framework/server/context-factory.ts';
import { type Decides, LARGEST_FETCH, serve } from '../framework/server/serve.ts';
import { serveRoutes } from '../framework/server/serve-routes.ts';
import { MODULES } from '../generated/organisation.ts';
import type { Kind } from './kind.ts';
import type { Context } from './members/context.ts';
import { may } from './members/may.ts';

export interface OrganisationServer extends Listening {
  organisation: Organisation;
  /** The organisations of the coalition now. */
  affiliates: AffiliateIds;
  db: Connection;
  /** The issuer of its own people; null where they cannot sign in yet. */
  issuer: TrustedIssuer | null;
  /** The public keys of who may ask. */
  trusted: Readonly<Record<Signer, KeySet>>;
  /** The SDL of a contract; tests change it. */
  documentOf?: (contract: Contract) => DocumentNode;
}

/**
 * Serves an organisation from its database: `POST /organisation`, `POST /<contract of its kind>`, the routes of
 * both, `GET /feed`, `/live`, `/ready`. Indexes are made, and what a crash left behind is made good, before it listens.
 */
export async function startOrganisation(
  kind: Kind,
  { organisation, affiliates, db, issuer, trusted, ...given }: OrganisationServer,
): Promise<Running & { access: Decides }> {
  const modules = compose<CardSource, Context>([...MODULES, ...kind.modules]);
  const tables = modules.tables(db, organisation);
  const sources = modules.shares(tables);
  needImpersonalCards(sources, modules.personal);
  await makeIndexes(db);
  await modules.repair(tables);
  const feed = createFeed(db, sources);
  await feed.prepare();

  const app = createHttp(
    async () => ({ ready: await isReachable(db), organisation: organisation.id }),
    { bodyLimit: LARGEST_FETCH, requestIdOf: requestIdOfGateway },
  );
  const assertedOf = takeAsserted(app, assertionsFor(organisation.id, trusted));
  const createContext = contextFactory<Context>(modules, { organisation, affiliates, tables });
  const access = await serve<Context>(app, assertedOf, {
    callerOf: callersAt(
      organisation.id,
      issuer,
      await personIdsIn(db, organisation.id, modules.personal),
    ),
    contracts: contractsOf(kind),
    documentOf: given.documentOf ?? contractDocument,
    createContext,
    defaults: ownerDefaults,
    repeats: repeatsOf(organisation.id, keyedRequestsIn(db)),
    plugins: [reportOffset(feed)],
    rules: modules.rules,
    may,
    owner: organisation.id,
  });
  serveRoutes<Context>(app, assertedOf, {
    contracts: contractsOf(kind).map(({ contract }) => contract),
    handlers: { ...rootRoutes, ...modules.routes },
    access,
    contextOf: createContext(access),
  });
  serveFeed(app, assertedOf, feed);
  return {
    access,
    ...(await listen(app, given)),
    close: async () => {
      await app.close();
      await db.close();
    },
  };
}

const repeatsOf = (owner: string, requests: KeyedRequests): Repeats<Context> => ({
  requests,
  withIds: (context, newId) => ({ ...context, newId: (type) => newId(owner, type) }),
  async find(id, { find }) {
    const type = typeOf(id);
    return type && find(type, id);
  },
});

/** The contracts that an organisation of a kind serves, with their resolvers. */
const contractsOf = ({ contract, modules }: Kind) => [
  {
    contract: 'organisation' as const,
    resolvers: mergeResolvers([rootResolvers, contractResolvers('organisation', MODULES)]),
  },
  { contract, resolvers: contractResolvers(contract, modules) },
];
