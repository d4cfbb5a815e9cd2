/** The gateway of the house, in a process of its own. */
import { createLiveDirectory } from '../../../directory/directory.ts';
import { COALITION } from '../../../directory/organisations.ts';
import { keepHeapSmall } from '../../../gateway/keep-heap-small.ts';
import { startGateway } from '../../../gateway/server.ts';
import { newSigningKey, signingKeys } from '../../../identity/signing-keys.ts';
import { PUBLIC_NETWORKS } from '../../../platform/http/networks.ts';
import { serveRole } from '../measuring/role.ts';

export interface OurGateway {
  /** The address of each owner, the coalition's included. */
  addresses: ReadonlyMap<string, string>;
}

serveRole({
  /** Answers its address. */
  async start({ addresses }: OurGateway) {
    keepHeapSmall();
    const keys = { keys: [await newSigningKey()] };
    const affiliates = [...addresses.keys()]
      .filter((id) => id !== COALITION)
      .map((id) => ({
        id,
        kind: 'MOVEMENT' as const,
        name: id,
        summary: null,
        website: null,
        joinedAt: new Date(0),
        signIn: null,
        issuer: null,
        url: null,
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
      signingKeys: signingKeys(() => keys),
      pseudonymKey: 'a key that only this bench has',
      upstreamTimeoutMs: 10_000,
      suggestions: false,
      host: '127.0.0.1',
      port: 0,
    });
    return `http://127.0.0.1:${port}/graphql`;
  },
});
