/** The database that an import writes to. */
import { type DatabaseAddress, databaseAddress } from '../directory/addresses.ts';
import { runningHouse } from '../directory/running-house.ts';
import { StartFailure } from '../platform/start-failure.ts';

/**
 * The database of an organisation: the one in the settings, else the one of the Groundswell that runs on `PORT`.
 * @param notes the folder with the notes of running Groundswells
 * @throws StartFailure when there is neither.
 */
export function destinationOf(
  organisation: string,
  env: NodeJS.ProcessEnv,
  notes: URL,
): DatabaseAddress {
  const address =
    databaseAddress(organisation, env) ?? runningHouse(env, notes)?.databases[organisation];
  if (address) return address;
  throw new StartFailure(
    'Nothing to import into: start Groundswell with `npm start` first, or set MONGODB_URI.',
  );
}
