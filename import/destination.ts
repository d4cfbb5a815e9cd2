/** Which database an import goes to. */
import { type DatabaseAddress, databaseAddress } from '../directory/addresses.ts';
import { runningHouse } from '../directory/running-house.ts';
import { StartFailure } from '../platform/start-failure.ts';

/**
 * The database of an organisation: the one that the settings name, else that of the Groundswell that runs
 * on `PORT`.
 * @param notes the folder in which a running Groundswell leaves its note
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
