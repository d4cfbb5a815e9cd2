/** The program of the coalition's process: settings, database, server. */
import { subgraphAddresses } from '../../directory/addresses.ts';
import { coalitionSignIn } from '../../directory/coalition.ts';
import { allowedNetworks } from '../../platform/http/networks.ts';
import { COALITION, readOrganisations } from '../../directory/organisations.ts';
import { signingKeysFile } from '../../identity/signing-keys.ts';
import { ownIssuer } from '../../directory/own-issuer.ts';
import { trustedKeys } from '../../identity/trusted-keys.ts';
import { run } from '../../platform/run.ts';
import { keyAddresses, readSettings, readTogether, serverShape } from '../../platform/settings.ts';
import { connect, needDatabase } from '../framework/mongo.ts';
import { startCoalition } from './server.ts';

const shape = {
  ...serverShape,
  SIGNING_KEYS_FILE: signingKeysFile,
  GATEWAY_KEYS: keyAddresses,
  AFFILIATE_NETWORKS: allowedNetworks,
};

export const main = (): Promise<void> =>
  run(async () => {
    const { settings, directory, database } = readTogether({
      settings: () => readSettings(shape),
      directory: readDirectory,
      database: () => needDatabase(COALITION),
    });
    const db = await connect(database, COALITION);
    const { SIGNING_KEYS_FILE: signingKeys, GATEWAY_KEYS } = settings;
    const { HOST: host, PORT: port, DRAIN_MS: drainMs } = settings;
    const networks = settings.AFFILIATE_NETWORKS;
    const gateway = trustedKeys(GATEWAY_KEYS);
    const listening = { host, port, drainMs };
    return startCoalition({ ...directory, ...listening, networks, db, signingKeys, gateway });
  });

/** Which organisations the settings list, where they are served, and where the coalition's own people sign in. */
function readDirectory() {
  const organisations = readOrganisations();
  const addresses = subgraphAddresses(organisations.map(({ id }) => id));
  return { organisations, addresses, issuer: ownIssuer(COALITION, coalitionSignIn()) };
}
