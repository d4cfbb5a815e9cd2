/** The server of one organisation: the commons, and what only its kind has. */
import type { Connection } from 'mongoose';
import type { Organisation } from '../../directory/organisations.ts';
import type { Caller } from '../../identity/caller.ts';
import { createHttp, listen } from '../../process/http.ts';
import type { Running } from '../../process/run.ts';
import { loadersOf, tablesOf } from './context.ts';
import { createFeed } from './feed/feed.ts';
import { answersPosition } from './feed/answers-position.ts';
import { serveFeed } from './feed/serve-feed.ts';
import { isReachable } from './mongo.ts';
import { COMMON_NODES } from './nodes.ts';
import type { Kind, KindContext } from './kind.ts';
import { resolvers } from './resolvers.ts';
import { LARGEST_FETCH, serve } from './serve.ts';

export interface OrganisationServer {
  organisation: Organisation;
  /** Ids of all organisations of the coalition. */
  affiliates: ReadonlySet<string>;
  db: Connection;
  gatewayKey: string;
  host: string;
  port: number;
}

/**
 * Serves an organisation from its database: `POST /organisation`, `POST /<contract of its kind>`,
 * `GET /feed`, `/live`, `/ready`. Indexes are made, and what a crash left behind is made good, before it listens.
 */
export async function startOrganisation<T extends object, L extends object>(
  kind: Kind<T, L>,
  { organisation, affiliates, db, gatewayKey, host, port }: OrganisationServer,
): Promise<Running> {
  const tables = { ...tablesOf(db), ...kind.tables(db) };
  await Promise.all(Object.values(db.models).map((model) => model.createIndexes()));
  await tables.ideas.repair();
  const feed = createFeed(db, [tables.ideas.cards, tables.events.cards, ...kind.cards(tables)]);
  await feed.prepare();

  const nodes: Kind<T, L>['nodes'] = { ...COMMON_NODES, ...kind.nodes };
  const createContext = (caller: Caller | null): KindContext<T, L> => {
    const context: KindContext<T, L> = {
      organisation,
      affiliates,
      known: [organisation],
      caller,
      tables,
      load: { ...loadersOf(tables, caller), ...kind.loaders(tables) },
      find: async (type, id) => (await nodes[type]?.(id, context)) ?? null,
    };
    return context;
  };

  const app = createHttp(
    async () => ({
      ready: await isReachable(db),
      organisation: organisation.id,
    }),
    LARGEST_FETCH,
  );
  const server = { owner: organisation.id, gatewayKey };
  const plugins = [answersPosition(feed)];
  const { contract, resolvers: ofKind } = kind;
  await serve(app, server, { contract: 'organisation', resolvers, createContext, plugins });
  await serve(app, server, { contract, resolvers: ofKind, createContext, plugins });
  serveFeed(app, server, feed);
  return {
    port: await listen(app, { host, port }),
    close: async () => {
      await app.close();
      await db.close();
    },
  };
}
