/** A gateway in this process, over owners that a test answers for. */
import { createLiveDirectory } from '../../directory/directory.ts';
import type { Affiliate } from '../../directory/directory.ts';
import { type GatewayOptions, startGateway } from '../../gateway/server.ts';
import { networksWith } from '../../platform/http/networks.ts';
import type { Running } from '../../platform/run.ts';
import { EXECUTOR } from './executor.ts';
import { someSigningKeys } from './identity.ts';

export interface GivenGateway extends Partial<Omit<GatewayOptions, 'live' | 'addresses'>> {
  affiliates: readonly Affiliate[];
  /** By the owner's id. By default nobody has one. */
  addresses?: Readonly<Record<string, string>>;
}

/** Starts it, with what is given in the place of what tests have. */
export const aGateway = async ({
  affiliates,
  addresses = {},
  ...given
}: GivenGateway): Promise<Running> =>
  startGateway({
    live: {
      directory: createLiveDirectory({ revision: 1, affiliates: [...affiliates] }),
      isFirstStart: false,
      follow: async () => undefined,
    },
    addresses: { of: (owner) => addresses[owner] ?? null, any: () => null },
    networks: networksWith(['127.0.0.0/8']),
    issuerOf: () => null,
    signingKeys: await someSigningKeys(),
    pseudonymKey: 'a key for pseudonyms that only tests know',
    upstreamTimeoutMs: 5_000,
    suggestions: true,
    executor: EXECUTOR,
    host: '127.0.0.1',
    port: 0,
    ...given,
  });
