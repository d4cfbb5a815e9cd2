/** The coalition's server: the directory of affiliates and the catalogue. It holds no personal data. */
import type { Connection } from 'mongoose';
import { COALITION, type Organisation } from '../../directory/organisations.ts';
import { holds } from '../../identity/caller.ts';
import type { KeySet } from '../../identity/key-set.ts';
import { assertionsBy, assertionsFor } from '../../identity/assertion.ts';
import type { SigningKeys } from '../../identity/signing-keys.ts';
import { createHttp, listen, requestIdOfGateway, servePublicKeys } from '../../process/http.ts';
import { log, traceOf } from '../../process/log.ts';
import type { Running } from '../../process/run.ts';
import { contractDocument } from '../../schema/contracts.ts';
import { takeAsserted } from '../commons/asserted.ts';
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
  /** What the coalition signs its own requests with. */
  signingKeys: SigningKeys;
  /** The public keys of the gateway. */
  gateway: KeySet;
  host: string;
  port: number;
}

/** Serves the coalition from its database: `POST /coalition`, its public keys, `/live`, `/ready`. */
export async function startCoalition(options: CoalitionServer): Promise<Running> {
  const { organisations, addresses, db, signingKeys, gateway, host, port } = options;
  const catalogue = catalogueOf(db);
  await Promise.all(Object.values(db.models).map((model) => model.createIndexes()));
  // What needs it waits for it, and tries again where it failed.
  catalogue.learn().catch((error: unknown) => log.warn(traceOf(error), 'ideas not learnt'));
  const reader = createFeedReader(assertionsBy('coalition', signingKeys));
  const follower = createFollower({ reader, catalogue, records: recordsIn(db) });
  for (const organisation of organisations) {
    const url = addresses.get(organisation.id);
    if (url !== undefined) await follower.add(organisation, url);
  }
  const app = createHttp(async () => ({ ready: await isReachable(db), organisation: COALITION }), {
    bodyLimit: LARGEST_FETCH,
    requestIdOf: requestIdOfGateway,
  });
  servePublicKeys(app, signingKeys);
  await serve(app, takeAsserted(app, assertionsFor(COALITION, { gateway })), {
    contracts: [{ contract: 'coalition', resolvers }],
    documentOf: contractDocument,
    createContext: () => contextFactory(organisations, catalogue, follower),
    rules: {},
    may: ({ caller }, right) => holds(caller, right, COALITION),
    owner: COALITION,
  });
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
