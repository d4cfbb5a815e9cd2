/** The settings of a process, read once from the environment. All mistakes are reported together. */
import { z } from 'zod';
import { cut } from './cut.ts';
import { LOG_LEVELS } from './log.ts';
import { StartFailure } from './start-failure.ts';

/** The schema of each setting, by its name in the environment. */
export type Shape = Record<string, z.ZodType>;

/** A port to listen on; 0 lets the operating system choose a free one. */
export const port = z.coerce
  .number({ error: 'expected a port number from 0 to 65535' })
  .int('expected a port number from 0 to 65535')
  .min(0, 'expected a port number from 0 to 65535')
  .max(65535, 'expected a port number from 0 to 65535');

/** A timer of Node with a longer time fires at once. */
const LONGEST_WAIT = 2 ** 31 - 1;

const wholeMilliseconds = z.coerce
  .number({ error: 'expected a number of milliseconds' })
  .int('expected a whole number of milliseconds')
  .max(LONGEST_WAIT, `expected a number of milliseconds up to ${LONGEST_WAIT}`);

/** A duration in whole milliseconds. */
export const milliseconds = wholeMilliseconds.positive('expected a number of milliseconds above 0');

/** How many there may be of something. */
export const count = z.coerce
  .number({ error: 'expected a whole number from 1 on' })
  .int('expected a whole number from 1 on')
  .min(1, 'expected a whole number from 1 on');

/** The log level. `log.ts` reads it itself, before any program reads its settings. */
export const logLevel = z
  .enum(LOG_LEVELS, { error: `expected one of ${LOG_LEVELS.join(', ')}` })
  .default('warn');

/** The settings that every server has. */
export const serverShape = {
  PORT: port.default(4000),
  HOST: z.string().default('127.0.0.1'),
  DRAIN_MS: wholeMilliseconds.min(0, 'expected a number of milliseconds from 0').default(0),
  LOG_LEVEL: logLevel,
};

/** A secret from which keys are derived. */
export const key = z
  .string({ error: 'expected a secret of at least 32 characters' })
  .min(32, 'expected a secret of at least 32 characters');

const PUBLISHED =
  'expected addresses of public keys (https://…, http://… or file:…), with commas between them';

/** The addresses of public keys: one, or several with commas between them. */
export const keyAddresses = z
  .string({ error: PUBLISHED })
  .transform((text) => text.split(',').map((address) => address.trim()))
  .refine((all) => all.every((one) => /^(https?|file):/.test(one) && URL.canParse(one)), PUBLISHED);

/** A setting is secret by its name, or by the marks of a password or a query in its value. */
const SECRET = { name: /KEY|SECRET|TOKEN|URI/, value: /[@?]/ };

/** The end of the sentence about a wrong value. It never has a secret in it, and a long value is cut. */
const butGot = (name: string, value: string | undefined): string => {
  if (value === undefined) return 'but it is not set';
  const secret = SECRET.name.test(name) || SECRET.value.test(value);
  return secret ? 'but got another' : `but got "${cut(value, 80)}"`;
};

/**
 * Reads settings from the environment. An empty setting counts as not set.
 * @throws StartFailure with one line for each setting that is missing or wrong.
 * @example readSettings({ PORT: port.default(4000) }).PORT // 4000
 */
export function readSettings<S extends Shape>(
  shape: S,
  env: NodeJS.ProcessEnv = process.env,
): z.infer<z.ZodObject<S>> {
  const given = Object.fromEntries(
    Object.keys(shape).map((name) => [name, env[name]?.trim() || undefined]),
  );
  const parsed = z.object(shape).safeParse(given);
  if (parsed.success) return parsed.data;
  const lines = parsed.error.issues.map(({ path, message }) => {
    const name = String(path[0]);
    return `${name}: ${message}, ${butGot(name, given[name])}.`;
  });
  throw new StartFailure([...new Set(lines)].join('\n'));
}

/**
 * Runs several readings, each whether or not another fails.
 * @throws StartFailure with the lines of all readings that failed.
 * @example readTogether({ port: () => readSettings(shape).PORT, list: () => readOrganisations() }).port
 */
export function readTogether<Read extends Record<string, unknown>>(readings: {
  [Name in keyof Read]: () => Read[Name];
}): Read {
  const lines: string[] = [];
  const read: Partial<Read> = {};
  for (const name of Object.keys(readings) as (keyof Read)[]) {
    try {
      read[name] = readings[name]();
    } catch (error) {
      if (!(error instanceof StartFailure)) throw error;
      lines.push(...error.message.split('\n'));
    }
  }
  if (lines.length > 0) throw new StartFailure([...new Set(lines)].join('\n'));
  return read as Read;
}
