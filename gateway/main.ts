/** The gateway's program: settings, directory, server. */
import { z } from 'zod';
import { addressSettings, subgraphAddresses } from '../directory/addresses.ts';
import { coalitionSignIn } from '../directory/coalition.ts';
import { allowedNetworks, networkRanges } from '../platform/http/networks.ts';
import { COALITION, needOwnIssuers, readOrganisations } from '../directory/organisations.ts';
import { signingKeysFile } from '../identity/signing-keys.ts';
import { run } from '../platform/run.ts';
import {
  count,
  key,
  milliseconds,
  readSettings,
  readTogether,
  serverShape,
} from '../platform/settings.ts';
import { allowedOrigins, defaultOrigins } from './allowed-origins.ts';
import { documentationUrl } from './documentation.ts';
import { executorSetting } from './federation.ts';
import { http422 } from './http/statuses.ts';
import { readStoredOperations } from './http/stored-operations.ts';
import { keepHeapSmall } from './keep-heap-small.ts';
import { trustedIssuers } from './identity/trusted-issuers.ts';
import { metricsShape, openMetrics } from './metrics/open-metrics.ts';
import { openGatewayDirectory } from './live-directory.ts';
import { BREAKERS } from './owner-breakers.ts';
import { rateShape } from './rate/open-door.ts';
import { startGateway } from './server.ts';

const shape = {
  ...serverShape,
  SIGNING_KEYS_FILE: signingKeysFile,
  PSEUDONYM_KEY: key,
  ALLOWED_ORIGINS: allowedOrigins.optional(),
  AFFILIATE_NETWORKS: allowedNetworks,
  DIRECTORY_COPY: z.string().optional(),
  UPSTREAM_TIMEOUT_MS: milliseconds.default(3_000),
  OWNER_FAILURES: count.default(BREAKERS.failures),
  OWNER_PROBE_MS: milliseconds.default(BREAKERS.probeEveryMs),
  OWNER_REQUESTS_AT_ONCE: count.default(BREAKERS.mostAtOnce),
  ...rateShape,
  ...metricsShape,
  TRUSTED_PROXIES: networkRanges.optional(),
  EXECUTOR: executorSetting,
  HTTP_422: http422,
  DOCUMENTATION_URL: documentationUrl,
  NODE_ENV: z.string().optional(),
};

/** Where the build puts it. */
const PLANNER = new URL('planner/main.js', import.meta.url);

export const main = (): Promise<void> =>
  run(async () => {
    keepHeapSmall();
    const { settings, stored, start } = readTogether({
      settings: () => readSettings(shape),
      stored: () => readStoredOperations(),
      start: readStart,
    });
    const live = openGatewayDirectory({
      ...start,
      signingKeys: settings.SIGNING_KEYS_FILE,
      copy: settings.DIRECTORY_COPY ?? null,
    });
    const opened =
      settings.METRICS_PORT === undefined
        ? undefined
        : await openMetrics({ host: settings.METRICS_HOST, port: settings.METRICS_PORT });
    const gateway = await startGateway({
      live,
      addresses: start.addresses,
      networks: settings.AFFILIATE_NETWORKS,
      issuerOf: trustedIssuers({
        coalition: start.signIn,
        listed: start.organisations,
        networks: settings.AFFILIATE_NETWORKS,
      }),
      signingKeys: settings.SIGNING_KEYS_FILE,
      pseudonymKey: settings.PSEUDONYM_KEY,
      upstreamTimeoutMs: settings.UPSTREAM_TIMEOUT_MS,
      breakers: {
        failures: settings.OWNER_FAILURES,
        probeEveryMs: settings.OWNER_PROBE_MS,
        mostAtOnce: settings.OWNER_REQUESTS_AT_ONCE,
      },
      allowedOrigins: settings.ALLOWED_ORIGINS ?? defaultOrigins(settings.NODE_ENV),
      executor: settings.EXECUTOR,
      plannerProgram: PLANNER,
      rates: settings,
      metrics: opened?.metrics,
      trustedProxies: settings.TRUSTED_PROXIES,
      stored,
      unprocessable: settings.HTTP_422,
      documentation: settings.DOCUMENTATION_URL,
      suggestions: settings.NODE_ENV !== 'production',
      host: settings.HOST,
      port: settings.PORT,
      drainMs: settings.DRAIN_MS,
    });
    return {
      ...gateway,
      close: async () => {
        await live.close();
        await gateway.close();
        await opened?.close();
      },
    };
  });

/** What the gateway knows without the coalition: the list on disk, the addresses in the settings, the coalition's sign-in. */
function readStart() {
  const { list, signIn, coalition } = readTogether({
    list: readList,
    signIn: () => coalitionSignIn(),
    coalition: () => subgraphAddresses([COALITION]).get(COALITION) as string,
  });
  needOwnIssuers([...list.organisations, { id: COALITION, signIn }]);
  return { ...list, signIn, coalition };
}

function readList() {
  const organisations = readOrganisations();
  const addresses = addressSettings(new Set(organisations.map(({ id }) => id)));
  return { organisations, addresses };
}
