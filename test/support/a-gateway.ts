/** A gateway over owners of a test: the organisations of the list, each at the address that the test gives it. */
import type { Affiliate } from '../../directory/directory.ts';
import { createLiveDirectory } from '../../directory/directory.ts';
import { readOrganisations } from '../../directory/organisations.ts';
import { type GatewayOptions, startGateway } from '../../gateway/server.ts';
import { networksWith } from '../../platform/http/networks.ts';
import type { Signers } from './identity.ts';
import { anAffiliate } from './directory.ts';
import { EXECUTOR } from './executor.ts';

interface Given extends Partial<
  Pick<GatewayOptions, 'breakers' | 'issuerOf' | 'routes' | 'upstreamTimeoutMs'>
> {
  signers: Pick<Signers, 'keys'>;
  /** The addresses of owners, by id. The others have none. */
  addresses: Readonly<Record<string, string>>;
  suspended?: readonly string[];
}

/** Starts it on a free port. */
export async function aGateway({ signers, addresses, suspended = [], ...given }: Given) {
  const affiliates = readOrganisations().map((one): Affiliate =>
    anAffiliate(one, { status: suspended.includes(one.id) ? 'SUSPENDED' : 'ACTIVE' }),
  );
  const running = await startGateway({
    live: {
      directory: createLiveDirectory({ revision: 1, affiliates }),
      isFirstStart: false,
      follow: async () => undefined,
    },
    addresses: { of: (owner) => addresses[owner] ?? null, any: () => null },
    networks: networksWith(['127.0.0.0/8']),
    issuerOf: () => null,
    signingKeys: signers.keys.gateway,
    pseudonymKey: 'a key for pseudonyms that only tests know',
    upstreamTimeoutMs: 10_000,
    suggestions: true,
    executor: EXECUTOR,
    host: '127.0.0.1',
    port: 0,
    ...given,
  });
  return { url: `http://127.0.0.1:${running.port}`, close: () => running.close() };
}
