/** A gateway in the test's own process, over owners that the test answers for. */
import { type Affiliate, createLiveDirectory } from '../../directory/directory.ts';
import { readOrganisations } from '../../directory/organisations.ts';
import { type GatewayOptions, startGateway } from '../../gateway/server.ts';
import { networksWith } from '../../platform/http/networks.ts';
import type { Running } from '../../platform/run.ts';
import { anAffiliate } from './directory.ts';
import { EXECUTOR } from './executor.ts';
import { issuersOf, someSigningKeys } from './identity.ts';

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

export interface GatewayAlone extends Running {
  /** `http://127.0.0.1:41234` */
  origin: string;
  url: string;
  /** A token of someone of an organisation. */
  tokenOf(organisation: string): Promise<string>;
}

/** A gateway whose organisations are those of the list, all of them down unless they are given addresses. */
export async function aGatewayAlone(given: Partial<GivenGateway> = {}): Promise<GatewayAlone> {
  const organisations = readOrganisations();
  const issuers = await issuersOf([...organisations.map(({ id }) => id), 'coalition']);
  const gateway = await aGateway({
    affiliates: organisations.map((organisation) => anAffiliate(organisation)),
    issuerOf: ({ id }) => issuers.of(id).trusted,
    ...given,
  });
  const origin = `http://127.0.0.1:${gateway.port}`;
  return {
    ...gateway,
    origin,
    url: `${origin}/graphql`,
    tokenOf: (organisation) => issuers.of(organisation).token({ subject: 'someone' }),
  };
}
