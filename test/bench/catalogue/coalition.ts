/** The coalition as its program starts it. */
import type { DatabaseAddress } from '../../../directory/addresses.ts';
import { PUBLIC_NETWORKS } from '../../../platform/http/networks.ts';
import { newSigningKey, type PrivateKeys, signingKeys } from '../../../identity/signing-keys.ts';
import { startCoalition } from '../../../subgraphs/coalition/server.ts';
import { connect } from '../../../subgraphs/framework/mongo.ts';
import { publishedKeys } from '../../support/identity.ts';
import { organisationsOf } from '../measuring/organisations.ts';
import { serveRole } from '../measuring/role.ts';
import type { Size } from './size.ts';

interface Start extends Size {
  address: DatabaseAddress;
  addresses: ReadonlyMap<string, string>;
  gatewayKeys: PrivateKeys;
}

serveRole({
  /** Answers its port. */
  async start({ address, addresses, gatewayKeys, ...size }: Start) {
    const key = await newSigningKey();
    const { port } = await startCoalition({
      organisations: organisationsOf(size),
      addresses,
      issuer: null,
      networks: PUBLIC_NETWORKS,
      db: await connect(address, 'coalition'),
      signingKeys: signingKeys(() => ({ keys: [key] })),
      gateway: publishedKeys(signingKeys(() => gatewayKeys)),
      host: '127.0.0.1',
      port: 0,
    });
    return port;
  },
});
