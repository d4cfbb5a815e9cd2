/** The program of the coalition's process: settings, database, server. */
import { z } from 'zod';
import { subgraphAddresses } from '../../directory/addresses.ts';
import { COALITION, readOrganisations } from '../../directory/organisations.ts';
import { run } from '../../process/run.ts';
import { key, port, readSettings } from '../../process/settings.ts';
import { connect, needDatabase } from '../commons/mongo.ts';
import { startCoalition } from './server.ts';

const shape = {
  PORT: port.default(4000),
  HOST: z.string().default('127.0.0.1'),
  GATEWAY_KEY: key,
};

await run(async () => {
  const { PORT, HOST: host, GATEWAY_KEY: gatewayKey } = readSettings(shape);
  const organisations = readOrganisations();
  const addresses = subgraphAddresses(organisations.map(({ id }) => id));
  const db = await connect(needDatabase(COALITION), COALITION);
  return startCoalition({ organisations, addresses, db, gatewayKey, host, port: PORT });
});
