/** The gateway, and the coalition behind it. */
import { type PrivateKeys, signingKeys } from '../../../identity/signing-keys.ts';
import { createLiveDirectory } from '../../../directory/directory.ts';
import { PUBLIC_NETWORKS } from '../../../platform/http/networks.ts';
import { COALITION } from '../../../directory/organisations.ts';
import { startGateway } from '../../../gateway/server.ts';
import { organisationsOf } from './organisations.ts';
import { serveRole } from '../measuring/role.ts';
import type { Size } from './size.ts';

interface Start extends Size {
  addresses: ReadonlyMap<string, string>;
  coalition: string;
  gatewayKeys: PrivateKeys;
}

serveRole({
  /** Answers its address. */
  async start({ addresses, coalition, gatewayKeys, ...size }: Start) {
    const at = new Map([...addresses, [COALITION, coalition]]);
    const affiliates = organisationsOf(size).map((one) => ({
      ...one,
      url: at.get(one.id) ?? null,
      status: 'ACTIVE' as const,
    }));
    const { port } = await startGateway({
      live: {
        directory: createLiveDirectory({ revision: 1, affiliates }),
        isFirstStart: false,
        follow: async () => {},
      },
      networks: PUBLIC_NETWORKS,
      addresses: { of: (owner) => at.get(owner) ?? null, any: () => null },
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
