/** A gateway alone in the test's own process: no organisation has an address, so all of them are down. */
import { readOrganisations } from '../../directory/organisations.ts';
import { type GatewayOptions, startGateway } from '../../gateway/server.ts';
import { networksWith } from '../../platform/http/networks.ts';
import type { Running } from '../../platform/run.ts';
import { aDirectory } from './directory.ts';
import { EXECUTOR } from './executor.ts';
import { issuersOf, someSigningKeys } from './identity.ts';

export interface GatewayAlone extends Running {
  /** `http://127.0.0.1:41234` */
  origin: string;
  url: string;
  /** A token of someone of an organisation. */
  tokenOf(organisation: string): Promise<string>;
}

export async function aGatewayAlone(options: Partial<GatewayOptions> = {}): Promise<GatewayAlone> {
  const organisations = readOrganisations();
  const issuers = await issuersOf([...organisations.map(({ id }) => id), 'coalition']);
  const gateway = await startGateway({
    live: {
      directory: aDirectory(organisations),
      isFirstStart: false,
      follow: async () => undefined,
    },
    addresses: { of: () => null, any: () => null },
    networks: networksWith(['127.0.0.0/8']),
    issuerOf: ({ id }) => issuers.of(id).trusted,
    signingKeys: await someSigningKeys(),
    pseudonymKey: 'a key for pseudonyms that only tests know',
    upstreamTimeoutMs: 5_000,
    suggestions: true,
    executor: EXECUTOR,
    host: '127.0.0.1',
    port: 0,
    ...options,
  });
  const origin = `http://127.0.0.1:${gateway.port}`;
  return {
    ...gateway,
    origin,
    url: `${origin}/graphql`,
    tokenOf: (organisation) => issuers.of(organisation).token({ subject: 'someone' }),
  };
}
