/** The program of an organisation's process: settings, database, server. */
import {
  contractOfKind,
  type Organisation,
  readOrganisations,
} from '../../directory/organisations.ts';
import { run, type Running } from '../../process/run.ts';
import { key, port, readSettings } from '../../process/settings.ts';
import { StartFailure } from '../../process/start-failure.ts';
import { z } from 'zod';
import { connect, needDatabase } from './mongo.ts';
import { startOrganisation } from './organisation-server.ts';
import type { Kind } from './kind.ts';

const shape = {
  ORGANISATION: z.string({ error: 'expected the id of an organisation, such as "labour"' }),
  PORT: port.default(4000),
  HOST: z.string().default('127.0.0.1'),
  GATEWAY_KEY: key,
};

/** Runs an organisation of this kind, as the environment says. */
export const runOrganisation = <T extends object, L extends object>(
  kind: Kind<T, L>,
): Promise<void> => run(() => start(kind));

async function start<T extends object, L extends object>(kind: Kind<T, L>): Promise<Running> {
  const settings = readSettings(shape);
  const organisation = findOrganisation(settings.ORGANISATION, kind.contract);
  const db = await connect(needDatabase(organisation.id), organisation.id);
  const { GATEWAY_KEY: gatewayKey, HOST: host, PORT } = settings;
  return startOrganisation(kind, { organisation, db, gatewayKey, host, port: PORT });
}

/** @throws StartFailure when there is no such organisation, or it is of another kind. */
function findOrganisation(id: string, contract: string): Organisation {
  const organisation = readOrganisations().find((one) => one.id === id);
  if (!organisation) throw new StartFailure(`ORGANISATION: there is no organisation "${id}".`);
  if (contractOfKind(organisation.kind) !== contract)
    throw new StartFailure(`ORGANISATION: "${id}" does not serve the contract "${contract}".`);
  return organisation;
}
