/** The coalition's server: the directory of affiliates and the catalogue. It holds no personal data. */
import type { Connection } from 'mongoose';
import { COALITION, type Organisation } from '../../directory/organisations.ts';
import { createHttp, listen } from '../../process/http.ts';
import type { Running } from '../../process/run.ts';
import { isReachable } from '../commons/mongo.ts';
import { LARGEST_FETCH, serve } from '../commons/serve.ts';
import { catalogueOf } from './catalogue.ts';
import { contextFactory } from './context.ts';
import { createFeedReader } from './follow/feed-reader.ts';
import { createFollower } from './follow/follower.ts';
import { recordsIn } from './follow/records.ts';
import { resolvers } from './resolvers.ts';

export interface CoalitionServer {
  organisations: readonly Organisation[];
  /** Base addresses of the organisations' subgraphs. */
  addresses: ReadonlyMap<string, string>;
  db: Connection;
  gatewayKey: string;
  host: string;
  port: number;
}

/** Serves the coalition from its database: `POST /coalition`, `/live`, `/ready`. */
export async function startCoalition(options: CoalitionServer): Promise<Running> {
  const { organisations, addresses, db, gatewayKey, host, port } = options;
  const catalogue = catalogueOf(db);
  await Promise.all(Object.values(db.models).map((model) => model.createIndexes()));
  const reader = createFeedReader(gatewayKey);
  const follower = createFollower({ reader, catalogue, records: recordsIn(db) });
  for (const organisation of organisations) {
    const url = addresses.get(organisation.id);
    if (url !== undefined) await follower.add(organisation, url);
  }
  const app = createHttp(
    async () => ({ ready: await isReachable(db), organisation: COALITION }),
    LARGEST_FETCH,
  );
  await serve(
    app,
    { owner: COALITION, gatewayKey },
    {
      contract: 'coalition',
      resolvers,
      createContext: contextFactory(organisations, catalogue, follower),
    },
  );
  return {
    port: await listen(app, { host, port }),
    close: async () => {
      await follower.close();
      await reader.close();
      await app.close();
      await db.close();
    },
  };
}
