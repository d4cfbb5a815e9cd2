/** The server of one organisation: the commons, and what only its kind has. */
import type { DocumentNode } from 'graphql';
import type { Connection } from 'mongoose';
import type { Organisation } from '../../directory/organisations.ts';
import { assertionsFor, type Signer } from '../../identity/assertion.ts';
import type { KeySet } from '../../identity/key-set.ts';
import { createHttp, listen, requestIdOfGateway } from '../../platform/http/server.ts';
import type { Running } from '../../platform/run.ts';
import { type Contract, contractDocument } from '../../schema/contracts.ts';
import { type Access, meets } from '../framework/access/access.ts';
import { may } from './members/may.ts';
import { COMMON_RULES } from './rules.ts';
import type { Affiliates } from '../framework/affiliates.ts';
import { takeAsserted } from '../framework/server/assertions.ts';
import type { Asking } from '../framework/request.ts';
import { loadersOf, tablesOf } from './context.ts';
import { createFeed } from '../feed/publish/feed.ts';
import { answersPosition } from '../feed/publish/report-offset.ts';
import { serveFeed } from '../feed/publish/serve-feed.ts';
import { isReachable } from '../framework/mongo.ts';
import { thingOf } from '../../schema/things.ts';
import { COMMON_NODES } from './common-nodes.ts';
import type { Kind, KindContext } from './kind.ts';
import { resolvers } from './resolvers.ts';
import { LARGEST_FETCH, serve } from '../framework/server/serve.ts';

export interface OrganisationServer {
  organisation: Organisation;
  /** The organisations of the coalition now. */
  affiliates: Affiliates;
  db: Connection;
  /** The public keys of who may ask. */
  trusted: Readonly<Record<Signer, KeySet>>;
  host: string;
  port: number;
  /** The SDL of a contract; tests take guards out of it. */
  documentOf?: (contract: Contract) => DocumentNode;
}

/**
 * Serves an organisation from its database: `POST /organisation`, `POST /<contract of its kind>`,
 * `GET /feed`, `/live`, `/ready`. Indexes are made, and what a crash left behind is made good, before it listens.
 */
export async function startOrganisation<T extends object, L extends object>(
  kind: Kind<T, L>,
  {
    organisation,
    affiliates,
    db,
    trusted,
    host,
    port,
    documentOf = contractDocument,
  }: OrganisationServer,
): Promise<Running> {
  const tables = { ...tablesOf(db), ...kind.tables(db) };
  await Promise.all(Object.values(db.models).map((model) => model.createIndexes()));
  await tables.ideas.repair();
  const feed = createFeed(db, [
    tables.ideas.cards,
    tables.events.cards,
    tables.campaigns.cards,
    ...kind.cards(tables),
  ]);
  await feed.prepare();

  const app = createHttp(
    async () => ({
      ready: await isReachable(db),
      organisation: organisation.id,
    }),
    { bodyLimit: LARGEST_FETCH, requestIdOf: requestIdOfGateway },
  );
  const assertedOf = takeAsserted(app, assertionsFor(organisation.id, trusted));
  await serve(app, assertedOf, {
    contracts: [{ contract: 'organisation', resolvers }, kind],
    documentOf,
    createContext: contextFactory(kind, { organisation, affiliates, tables }),
    plugins: [answersPosition(feed)],
    rules: { ...COMMON_RULES, ...kind.rules },
    may,
    owner: organisation.id,
  });
  serveFeed(app, assertedOf, feed);
  return {
    port: await listen(app, { host, port }),
    close: async () => {
      await app.close();
      await db.close();
    },
  };
}

/** Makes the context of each request: it finds by id what is there and is for the caller to see. */
function contextFactory<T extends object, L extends object>(
  kind: Kind<T, L>,
  own: Pick<KindContext<T, L>, 'organisation' | 'affiliates' | 'tables'>,
) {
  const nodes: Kind<T, L>['nodes'] = { ...COMMON_NODES, ...kind.nodes };
  return (access: Access<KindContext<T, L>>) =>
    (asking: Asking): KindContext<T, L> => {
      const { organisation, tables } = own;
      const context: KindContext<T, L> = {
        ...own,
        ...asking,
        known: [organisation],
        load: { ...loadersOf(tables, asking.caller), ...kind.loaders(tables) },
        async find(type, id) {
          const row = (await nodes[type]?.(id, context)) ?? null;
          const asked = access.guards.get(thingOf(type).typename);
          return row && (await meets(access, asked, row, context)) ? row : null;
        },
      };
      return context;
    };
}
