/** The gateway of the house, in a process of its own. */
import { type PrivateKeys, signingKeys } from '../../../identity/signing-keys.ts';
import { createLiveDirectory } from '../../../directory/directory.ts';
import { PUBLIC_NETWORKS } from '../../../platform/http/networks.ts';
import { keepHeapSmall } from '../../../gateway/keep-heap-small.ts';
import { startGateway } from '../../../gateway/server.ts';
import { organisationsOf } from './organisations.ts';
import { serveRole } from './role.ts';

interface Start {
  /** How many organisations there are. */
  organisations: number;
  /** The address of each, and of the coalition. */
  addresses: ReadonlyMap<string, string>;
  gatewayKeys: PrivateKeys;
}

serveRole({
  /** Answers its address. */
  async start({ organisations, addresses, gatewayKeys }: Start) {
    keepHeapSmall();
    const affiliates = organisationsOf({ organisations }).map((one) => ({
      ...one,
      url: addresses.get(one.id) ?? null,
      status: 'ACTIVE' as const,
    }));
    const { port } = await startGateway({
      live: {
        directory: createLiveDirectory({ revision: 1, affiliates }),
        isFirstStart: false,
        follow: async () => {},
      },
      networks: PUBLIC_NETWORKS,
      addresses: { of: (owner) => addresses.get(owner) ?? null, any: () => null },
      issuerOf: () => null,
      signingKeys: signingKeys(() => gatewayKeys),
      pseudonymKey: 'a key that only this bench knows',
      upstreamTimeoutMs: 10_000,
      suggestions: false,
      host: '127.0.0.1',
      port: 0,
    });
    return `http://127.0.0.1:${port}/graphql`;
  },
});
