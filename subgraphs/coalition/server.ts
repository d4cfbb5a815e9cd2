/**
 * The coalition's server: the directory of affiliates and the catalogue. Of people it has the ids of the administrators who
 * changed the directory, and nothing else.
 */
import type { Connection } from 'mongoose';
import { COALITION, type Organisation } from '../../directory/organisations.ts';
import { holds } from '../../identity/caller.ts';
import type { KeySet } from '../../identity/key-set.ts';
import type { TrustedIssuer } from '../../identity/trusted-issuer.ts';
import { assertionsBy, assertionsFor } from '../../identity/assertion.ts';
import type { SigningKeys } from '../../identity/signing-keys.ts';
import {
  createHttp,
  listen,
  type Listening,
  requestIdOfGateway,
  servePublicKeys,
} from '../../platform/http/server.ts';
import { log } from '../../platform/log.ts';
import { traceOf } from '../../platform/trace.ts';
import type { Running } from '../../platform/run.ts';
import { contractDocument } from '../../schema/contracts.ts';
import { takeAsserted } from '../framework/server/assertions.ts';
import { callersAt } from '../framework/server/callers-at.ts';
import { isReachable, makeIndexes } from '../framework/mongo.ts';
import { serveRoutes } from '../framework/server/serve-routes.ts';
import { type Decides, LARGEST_FETCH, serve } from '../framework/server/serve.ts';
import { cardFrom } from './catalogue/card-from.ts';
import { catalogueOf } from './catalogue/catalogue.ts';
import { coalitionContexts, type Context } from './context.ts';
import { createSafeConnect } from '../../platform/http/safe-connect.ts';
import type { Networks } from '../../platform/http/networks.ts';
import { affiliateCheck } from './affiliates/check/check-affiliate.ts';
import { createOrganisationClient } from './affiliates/check/organisation-client.ts';
import { affiliationIn } from './affiliates/affiliation.ts';
import { addressesOfSettings } from './affiliates/directory-state.ts';
import { openDirectoryStore } from './affiliates/directory-store.ts';
import { followActiveFeeds } from './affiliates/follow-active-feeds.ts';
import { listedAffiliates } from './affiliates/settings-changes.ts';
import { AFFILIATES_PATH, serveDirectory } from './affiliates/serve-directory.ts';
import { createFeedClient } from '../feed/follow/client.ts';
import { createFollower } from '../feed/follow/follower.ts';
import { followRecords } from '../feed/follow/records.ts';
import { catalogueDefaults } from './defaults.ts';
import { resolvers } from './resolvers.ts';
import { cardResolvers } from './card-resolvers.ts';
import type { Repeats } from '../framework/idempotency/do-one-time.ts';
import { keyedRequestsIn } from '../framework/idempotency/keyed-requests.ts';
import { mergeResolvers } from '../framework/module.ts';
import { CARD_LISTS } from '../generated/card-lists.ts';

export interface CoalitionServer extends Listening {
  /** The organisations that the settings list; others are affiliated while it runs. */
  organisations: readonly Organisation[];
  /** Base addresses of their subgraphs. */
  addresses: ReadonlyMap<string, string>;
  /** The issuer of the coalition's own people; null where nobody signs in. */
  issuer: TrustedIssuer | null;
  /** Where organisations may be that are affiliated while it runs; those of the settings are where these say. */
  networks: Networks;
  db: Connection;
  /** What the coalition signs its own requests with. */
  signingKeys: SigningKeys;
  /** The public keys of the gateway. */
  gateway: KeySet;
}

/**
 * Serves the coalition from its database: `POST /coalition`, `GET /directory`, `GET /affiliates`, its public keys,
 * `/live`, `/ready`.
 */
export async function startCoalition(
  options: CoalitionServer,
): Promise<Running & { access: Decides }> {
  const { organisations, addresses, issuer, networks, db, signingKeys, gateway } = options;
  const catalogue = catalogueOf(db);
  await makeIndexes(db);
  // What needs it waits for it, and tries again where it failed.
  catalogue.learn().catch((error: unknown) => {
    log.warn(traceOf(error), 'ideas not indexed');
  });
  const directory = await openDirectoryStore(db, listedAffiliates(organisations, addresses));
  const assertion = assertionsBy(COALITION, signingKeys);
  const trusted = { has: (origin: string) => addressesOfSettings(directory.state()).has(origin) };
  const safeConnect = createSafeConnect({ networks, trusted });
  const client = createFeedClient(assertion, safeConnect.connect);
  const follower = createFollower({ client, catalogue, cardFrom, records: followRecords(db) });
  const unfollow = followActiveFeeds(directory, follower);
  const newcomers = createOrganisationClient(safeConnect, assertion);
  const check = affiliateCheck(safeConnect, newcomers);
  const affiliation = affiliationIn(directory, check, { issuer: issuer?.issuer ?? null });
  const app = createHttp(async () => ({ ready: await isReachable(db), organisation: COALITION }), {
    bodyLimit: LARGEST_FETCH,
    requestIdOf: requestIdOfGateway,
  });
  servePublicKeys(app, signingKeys);
  const assertedOf = takeAsserted(app, assertionsFor(COALITION, { gateway }), [AFFILIATES_PATH]);
  serveDirectory(app, directory);
  const createContext = () => coalitionContexts(directory, affiliation, catalogue, follower);
  const access = await serve(app, assertedOf, {
    callerOf: callersAt(COALITION, issuer),
    contracts: [{ contract: 'coalition', resolvers: allResolvers() }],
    defaults: catalogueDefaults,
    repeats: repeatsIn(db),
    documentOf: contractDocument,
    createContext,
    rules: {},
    may: ({ caller }, right) => holds(caller, right, COALITION),
    owner: COALITION,
  });
  serveRoutes(app, assertedOf, {
    contracts: ['coalition'],
    handlers: {},
    access,
    contextOf: createContext(),
  });
  return {
    access,
    ...(await listen(app, options)),
    close: async () => {
      unfollow();
      await follower.close();
      await Promise.all([client.close(), newcomers.close()]);
      await app.close();
      await directory.close();
      await db.close();
    },
  };
}

const repeatsIn = (db: Connection): Repeats<Context> => ({
  requests: keyedRequestsIn(db),
  // What the coalition has of its own is named by who makes it.
  withIds: (context) => context,
  find: async (id, { affiliates }) => affiliates.get(id) ?? null,
});

/** The resolvers of the contract, those that follow from the types of cards too. */
const allResolvers = () => mergeResolvers([resolvers, cardResolvers(CARD_LISTS)]);
