/** The program of an organisation's process: settings, database, server. */
import { coalitionAddresses } from '../../directory/addresses.ts';
import {
  contractOfKind,
  type Organisation,
  readOrganisations,
} from '../../directory/organisations.ts';
import { ownIssuer } from '../../directory/own-issuer.ts';
import { trustedKeys } from '../../identity/trusted-keys.ts';
import { run, type Running } from '../../platform/run.ts';
import { keyAddresses, readSettings, readTogether, serverShape } from '../../platform/settings.ts';
import { StartFailure } from '../../platform/start-failure.ts';
import { z } from 'zod';
import { followAffiliates } from '../framework/affiliates.ts';
import { connect, needDatabase } from '../framework/mongo.ts';
import { startOrganisation } from './server.ts';
import type { Kind } from './kind.ts';

const shape = {
  ...serverShape,
  GATEWAY_KEYS: keyAddresses,
  COALITION_KEYS: keyAddresses,
  COALITION_URL: coalitionAddresses.optional(),
};

const whose = {
  ORGANISATION: z.string({ error: 'expected the id of an organisation, such as "labour"' }),
};

/** Runs an organisation of this kind, as the environment says. */
export const runOrganisation = (kind: Kind): Promise<void> => run(() => start(kind));

async function start(kind: Kind): Promise<Running> {
  const { settings, directory, database } = readTogether({
    settings: () => readSettings(shape),
    directory: () => readDirectory(kind.contract),
    database: () => needDatabase(process.env['ORGANISATION']?.trim() ?? ''),
  });
  const db = await connect(database, directory.organisation.id);
  const { GATEWAY_KEYS, COALITION_KEYS, COALITION_URL } = settings;
  const trusted = {
    gateway: trustedKeys(GATEWAY_KEYS),
    coalition: trustedKeys(COALITION_KEYS),
  };
  const { organisation, organisations, issuer } = directory;
  const { affiliates, close } = followAffiliates(organisations, COALITION_URL);
  const running = await startOrganisation(kind, {
    organisation,
    affiliates,
    db,
    issuer,
    trusted,
    host: settings.HOST,
    port: settings.PORT,
    drainMs: settings.DRAIN_MS,
  });
  return {
    ...running,
    close: async () => {
      await close();
      await running.close();
    },
  };
}

/** The organisation of this process, the issuer of its people, and all organisations of the list. */
function readDirectory(contract: string) {
  const { organisations, settings } = readTogether({
    organisations: () => readOrganisations(),
    settings: () => readSettings(whose),
  });
  const organisation = findOrganisation(organisations, settings.ORGANISATION, contract);
  return { organisation, organisations, issuer: ownIssuer(organisation.id, organisation.signIn) };
}

/** @throws StartFailure when there is no such organisation, or it is of another kind. */
function findOrganisation(
  organisations: readonly Organisation[],
  id: string,
  contract: string,
): Organisation {
  const organisation = organisations.find((one) => one.id === id);
  if (!organisation) throw new StartFailure(`ORGANISATION: there is no organisation "${id}".`);
  if (contractOfKind(organisation.kind) !== contract)
    throw new StartFailure(`ORGANISATION: "${id}" does not serve the contract "${contract}".`);
  return organisation;
}
