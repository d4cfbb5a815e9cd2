/** The program of the coalition's process: settings, database, server. */
import { z } from 'zod';
import { subgraphAddresses } from '../../directory/addresses.ts';
import { COALITION, readOrganisations } from '../../directory/organisations.ts';
import { run } from '../../process/run.ts';
import { key, logLevel, port, readSettings, readTogether } from '../../process/settings.ts';
import { connect, needDatabase } from '../commons/mongo.ts';
import { startCoalition } from './server.ts';

const shape = {
  PORT: port.default(4000),
  HOST: z.string().default('127.0.0.1'),
  GATEWAY_KEY: key,
  LOG_LEVEL: logLevel,
};

await run(async () => {
  const { settings, directory, database } = readTogether({
    settings: () => readSettings(shape),
    directory: readDirectory,
    database: () => needDatabase(COALITION),
  });
  const db = await connect(database, COALITION);
  const { GATEWAY_KEY: gatewayKey, HOST: host, PORT } = settings;
  return startCoalition({ ...directory, db, gatewayKey, host, port: PORT });
});

/** Which organisations there are, and where they are served. */
function readDirectory() {
  const organisations = readOrganisations();
  return { organisations, addresses: subgraphAddresses(organisations.map(({ id }) => id)) };
}
