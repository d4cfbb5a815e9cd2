import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { z } from 'zod';
import {
  key,
  logLevel,
  milliseconds,
  port,
  readSettings,
  readTogether,
  type Shape,
} from '../../../platform/settings.ts';
import { StartFailure } from '../../../platform/start-failure.ts';

const KEY = 'k'.repeat(32);

/** The lines of the message about wrong settings. */
function linesOf(shape: Shape, env: NodeJS.ProcessEnv): string[] {
  try {
    readSettings(shape, env);
  } catch (error) {
    if (error instanceof StartFailure) return error.message.split('\n');
    throw error;
  }
  return [];
}

describe('settings', () => {
  test('are read from the environment, each with its own type', () => {
    const shape = { PORT: port, WAIT: milliseconds, PSEUDONYM_KEY: key, NAME: z.string() };
    const env = { PORT: '0', WAIT: '250', PSEUDONYM_KEY: KEY, NAME: 'unite', OTHER: 'ignored' };
    expect(readSettings(shape, env)).toEqual({
      PORT: 0,
      WAIT: 250,
      PSEUDONYM_KEY: KEY,
      NAME: 'unite',
    });
  });

  test.each([[{}], [{ PORT: '' }], [{ PORT: ' ' }]])('that are empty (%j) are not set', (env) => {
    expect(readSettings({ PORT: port.default(4000) }, env)).toEqual({ PORT: 4000 });
    expect(readSettings({ PORT: port.optional() }, env).PORT).toBeUndefined();
  });

  test('that are wrong are reported together, with a line for each', () => {
    const shape = { PORT: port, WAIT: milliseconds, PSEUDONYM_KEY: key, NAME: z.string() };
    expect(
      linesOf({ ...shape, NAME: z.string('expected a name') }, { PORT: 'abc', WAIT: '0' }),
    ).toEqual([
      'PORT: expected a port number from 0 to 65535, but got "abc".',
      'WAIT: expected a number of milliseconds above 0, but got "0".',
      'PSEUDONYM_KEY: expected a secret of at least 32 characters, but it is not set.',
      'NAME: expected a name, but it is not set.',
    ]);
  });

  test.each(['abc', '-1', '65536', '80.5', '4000 ', 'Infinity', '0x1G'])(
    'a port of "%s" is accepted as a port, or refused',
    (given) => {
      const lines = linesOf({ PORT: port }, { PORT: given });
      const isPort = /^\d+$/.test(given.trim()) && Number(given) <= 65_535;
      expect(lines).toEqual(
        isPort ? [] : [`PORT: expected a port number from 0 to 65535, but got "${given}".`],
      );
    },
  );

  test('every whole number from 0 to 65535 is a port', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 65_535 }), (number) => {
        expect(readSettings({ PORT: port }, { PORT: String(number) })).toEqual({ PORT: number });
      }),
    );
  });

  test.each(['-5', '0.5', 'soon'])('a time of "%s" is refused', (given) => {
    expect(linesOf({ WAIT: milliseconds }, { WAIT: given })).toEqual([
      expect.stringMatching(/^WAIT: expected a (whole )?number of milliseconds.*, but got ".+"\.$/),
    ]);
  });

  test.each(['PSEUDONYM_KEY', 'CLIENT_SECRET', 'ACCESS_TOKEN', 'MONGODB_URI'])(
    'the value of %s is never in the message',
    (name) => {
      const [line] = linesOf({ [name]: key }, { [name]: 'hush' });
      expect(line).toBe(`${name}: expected a secret of at least 32 characters, but got another.`);
    },
  );

  test.each(['http://zoe:hush@db', 'zoe:hush@db', 'http://db/?key=hush'])(
    'a value of "%s" is never in the message',
    (value) => {
      expect(linesOf({ PORT: port }, { PORT: value })[0]).toMatch(/, but got another\.$/);
    },
  );

  test('a time is no longer than a timer can wait', () => {
    expect(readSettings({ WAIT: milliseconds }, { WAIT: '2147483647' }).WAIT).toBe(2_147_483_647);
    expect(linesOf({ WAIT: milliseconds }, { WAIT: '2147483648' })).toEqual([
      'WAIT: expected a number of milliseconds up to 2147483647, but got "2147483648".',
    ]);
  });

  test('a log level is one of pino’s, and "warn" where none is given', () => {
    expect(readSettings({ LOG_LEVEL: logLevel }, {}).LOG_LEVEL).toBe('warn');
    expect(readSettings({ LOG_LEVEL: logLevel }, { LOG_LEVEL: 'silent' }).LOG_LEVEL).toBe('silent');
    expect(linesOf({ LOG_LEVEL: logLevel }, { LOG_LEVEL: 'loud' })).toEqual([
      'LOG_LEVEL: expected one of trace, debug, info, warn, error, fatal, silent, but got "loud".',
    ]);
  });

  test('a value in the message has at most 80 characters', () => {
    const [line] = linesOf({ PORT: port }, { PORT: 'x'.repeat(1000) });
    expect(line).toMatch(/"x{80}"\.$/);
  });
});

describe('several readings', () => {
  const fails = (message: string) => (): number => {
    throw new StartFailure(message);
  };

  test('have their results by name', () => {
    expect(readTogether({ one: () => 1, two: () => 'b' })).toEqual({ one: 1, two: 'b' });
  });

  test('that fail are reported together, each line once', () => {
    const reading = () =>
      readTogether({ one: fails('A.\nB.'), two: () => 2, three: fails('B.\nC.') });
    expect(reading).toThrow(new StartFailure('A.\nB.\nC.'));
  });

  test('throw an error that is no StartFailure at once', () => {
    const broken = (): number => {
      throw new TypeError('broken');
    };
    expect(() => readTogether({ one: fails('A.'), two: broken })).toThrow(TypeError);
  });
});
