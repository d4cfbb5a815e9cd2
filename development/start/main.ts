/** `npm start`: the whole house on this machine, with a sample coalition. */
import { z } from 'zod';
import { COALITION, readOrganisations } from '../../directory/organisations.ts';
import { needDevelopment } from '../issuer/not-in-production.ts';
import { run } from '../../platform/run.ts';
import { key, logLevel, milliseconds, port, readSettings } from '../../platform/settings.ts';
import { openDatabases } from './databases.ts';
import { fullCatalogue } from './full-catalogue.ts';
import { startHouse } from './house.ts';
import { keysFor } from './keys.ts';
import { report } from './report.ts';
import { fillWithSample } from './sample.ts';
import { sampleTokens } from './sample-tokens.ts';
import { STOP_WITHIN_MS } from './program.ts';
import { leaveNote } from './state-file.ts';

const shape = {
  PORT: port.default(4000),
  PSEUDONYM_KEY: key.optional(),
  LOG_LEVEL: logLevel,
  NODE_ENV: z.string().optional(),
  UPSTREAM_TIMEOUT_MS: milliseconds.optional(),
  SAMPLE: z.enum(['true', 'false'], { error: 'expected "true" or "false"' }).default('true'),
};

/** Longer than the gateway, then the coalition, and then the others may take to stop. */
const CLOSE_WITHIN_MS = 3 * STOP_WITHIN_MS + 2_000;

const say = (text: string): void => void process.stdout.write(`${text}\n`);

export const main = (): Promise<void> =>
  run(async ({ signal, closeBy }) => {
    const { PORT, SAMPLE, PSEUDONYM_KEY, NODE_ENV } = readSettings(shape);
    const startedAt = new Date();
    const organisations = readOrganisations();
    const databases = await openDatabases([...organisations.map(({ id }) => id), COALITION]);
    closeBy(databases.close);
    needDevelopment(NODE_ENV);
    const keys = await keysFor(PSEUDONYM_KEY);
    say(`Starting ${organisations.length} organisations, the coalition and the gateway …`);
    const given = { organisations, databases, keys, signal };
    const house = await startHouse({ ...given, port: PORT, onEnd: say });
    const closeAll = async (): Promise<void> => {
      await house.stop();
      await databases.close();
      say('Stopped.');
    };
    // Ctrl-C may end a program, so that the start fails, just before it reaches this process.
    let closed: Promise<void> | undefined;
    const close = (): Promise<void> => (closed ??= closeAll());
    closeBy(close);
    try {
      const issuer = `http://127.0.0.1:${house.issuer.port}`;
      const filling = SAMPLE === 'true' ? fillWithSample(organisations, databases.of) : null;
      const [filled, tokens] = await Promise.all([
        filling,
        house.issuer.serving.then(() => sampleTokens(issuer, organisations)),
        house.serving,
      ]);
      await fullCatalogue(house.gateway.port, filled?.at ?? startedAt);
      signal.throwIfAborted();
      const said = report({ house, organisations, databases, filled, issuer, tokens });
      const { port: at } = house.gateway;
      const takeNote = leaveNote({ port: at, issuer, databases: databases.of });
      // Who reads that it is ready may use it at once: this comes last.
      say(said);
      return {
        port: at,
        close: async () => {
          takeNote();
          await close();
        },
      };
    } catch (error) {
      if (!signal.aborted) await close();
      throw error;
    }
  }, CLOSE_WITHIN_MS);
