/** `npm start`: the whole house on this machine, with a sample coalition. */
import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { COALITION, readOrganisations } from '../directory/organisations.ts';
import { run } from '../process/run.ts';
import { key, port, readSettings } from '../process/settings.ts';
import { openDatabases } from './databases.ts';
import { type House, startHouse } from './house.ts';
import { report } from './report.ts';
import { fillWithSample } from './sample.ts';
import { leaveNote } from './state-file.ts';

const shape = {
  PORT: port.default(4000),
  TOKEN_KEY: key.optional(),
  GATEWAY_KEY: key.optional(),
  SAMPLE: z.enum(['true', 'false'], { error: 'expected "true" or "false"' }).default('true'),
};

const say = (text: string): void => void process.stdout.write(`${text}\n`);

/** A key for this run alone: tokens of an earlier run mean nothing to it. */
const newKey = (): string => randomBytes(32).toString('hex');

await run(async () => {
  const { PORT, SAMPLE, ...keys } = readSettings(shape);
  const organisations = readOrganisations();
  const databases = await openDatabases([...organisations.map(({ id }) => id), COALITION]);
  const tokenKey = keys.TOKEN_KEY ?? newKey();
  say(`Starting ${organisations.length} organisations, the coalition and the gateway …`);
  let house: House | undefined;
  try {
    const starting = startHouse({
      organisations,
      databases,
      tokenKey,
      gatewayKey: keys.GATEWAY_KEY ?? newKey(),
      port: PORT,
      onEnd: say,
    });
    const [started, filled] = await Promise.all([
      starting,
      SAMPLE === 'true' ? fillWithSample(organisations, databases.of) : null,
    ]);
    house = started;
    say(await report({ house, organisations, databases, filled, tokenKey }));
  } catch (error) {
    await house?.stop();
    await databases.close();
    throw error;
  }
  const { gateway, stop } = house;
  const takeNote = leaveNote(
    gateway.port,
    `http://127.0.0.1:${gateway.port}/graphql`,
    databases.of,
  );
  return {
    port: gateway.port,
    close: async () => {
      takeNote();
      await stop();
      await databases.close();
    },
  };
});
