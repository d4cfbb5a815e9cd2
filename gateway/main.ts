/** The program of the gateway's process: settings, directory, server. */
import { z } from 'zod';
import { subgraphAddresses } from '../directory/addresses.ts';
import { coalitionSignIn } from '../directory/coalition.ts';
import { COALITION, readOrganisations } from '../directory/organisations.ts';
import { signingKeysFile } from '../identity/signing-keys.ts';
import { run } from '../process/run.ts';
import {
  key,
  logLevel,
  milliseconds,
  port,
  readSettings,
  readTogether,
} from '../process/settings.ts';
import { allowedOrigins, defaultOrigins } from './allowed-origins.ts';
import { trustedIssuers } from './identity/trusted-issuers.ts';
import { startGateway } from './server.ts';

// @apollo/gateway reports its use unless told not to.
process.env['APOLLO_TELEMETRY_DISABLED'] = 'true';

const shape = {
  PORT: port.default(4000),
  HOST: z.string().default('127.0.0.1'),
  SIGNING_KEYS_FILE: signingKeysFile,
  PSEUDONYM_KEY: key,
  ALLOWED_ORIGINS: allowedOrigins.optional(),
  UPSTREAM_TIMEOUT_MS: milliseconds.default(5_000),
  LOG_LEVEL: logLevel,
  NODE_ENV: z.string().optional(),
};

await run(async () => {
  const { settings, directory } = readTogether({
    settings: () => readSettings(shape),
    directory: readDirectory,
  });
  return startGateway({
    ...directory,
    signingKeys: settings.SIGNING_KEYS_FILE,
    pseudonymKey: settings.PSEUDONYM_KEY,
    upstreamTimeoutMs: settings.UPSTREAM_TIMEOUT_MS,
    allowedOrigins: settings.ALLOWED_ORIGINS ?? defaultOrigins(settings.NODE_ENV),
    introspection: settings.NODE_ENV !== 'production',
    host: settings.HOST,
    port: settings.PORT,
  });
});

/** Which organisations there are, where they and the coalition are served, and whose tokens are taken. */
function readDirectory() {
  const organisations = readOrganisations();
  const addresses = subgraphAddresses([...organisations.map(({ id }) => id), COALITION]);
  return { organisations, addresses, issuers: trustedIssuers(organisations, coalitionSignIn()) };
}
