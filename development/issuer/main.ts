/** The program of the local issuer, for development: settings, directory, server. */
import { z } from 'zod';
import { COALITION, readOrganisations } from '../../directory/organisations.ts';
import { coalitionSignIn } from '../../directory/coalition.ts';
import { run } from '../../platform/run.ts';
import { logLevel, port, readSettings, readTogether } from '../../platform/settings.ts';
import { needDevelopment } from './not-in-production.ts';
import { startIssuer } from './server.ts';

const shape = {
  PORT: port.min(1, 'expected a port number from 1 to 65535').default(4001),
  LOG_LEVEL: logLevel,
  NODE_ENV: z.string().optional(),
};

export const main = (): Promise<void> =>
  run(async () => {
    const { settings, organisations } = readTogether({
      settings: () => readSettings(shape),
      organisations: signingInHere,
    });
    needDevelopment(settings.NODE_ENV);
    return startIssuer({ organisations, port: settings.PORT });
  });

/** Whoever has an issuer of their own signs in there. */
function signingInHere(): Map<string, string> {
  const { DEVELOPMENT_ISSUER: _, ...env } = process.env;
  const homeless = readOrganisations(undefined, env).filter(({ signIn }) => signIn === null);
  const here = new Map(homeless.map(({ id, name }) => [id, name]));
  if (coalitionSignIn(env) === null) here.set(COALITION, 'the coalition');
  return here;
}
