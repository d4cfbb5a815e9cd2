import { createServer, type Server } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { aList, aListOf } from '../support/list.ts';
import { runProgram } from '../support/program.ts';

const short = aList('unite');
const lists = [short];
afterAll(() => lists.forEach((list) => list.remove()));

/** Starts a coalition that cannot start. @returns its standard error, and after how long it ended */
async function refusal(settings: NodeJS.ProcessEnv) {
  const given = { PORT: '0', ORGANISATIONS_FILE: short.file, ...settings };
  const { code, err, out, running, afterMs } = await runProgram(
    process.execPath,
    ['bin/start.js'],
    given,
  );
  expect({ code, running }).toEqual({ code: 1, running: [] });
  expect(out).not.toContain('is ready');
  return { err, afterMs };
}

describe('a port that is in use', () => {
  const server: Server = createServer();
  let port = '';
  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    port = String((server.address() as { port: number }).port);
  });
  afterAll(() => new Promise((resolve) => server.close(resolve)));

  test('is named in one sentence, and no process is left running', async () => {
    const { err } = await refusal({ PORT: port });
    expect(err).toBe(`Port ${port} is in use: stop what runs there, or set PORT to another.\n`);
  });
});

describe('a wrong setting', () => {
  const PORT = 'PORT: expected a port number from 0 to 65535, but got "abc".\n';
  const KEY = 'PSEUDONYM_KEY: expected a secret of at least 32 characters, but got another.\n';

  test.each([
    ['PORT', { PORT: 'abc' }, PORT],
    ['PSEUDONYM_KEY', { PSEUDONYM_KEY: 'too short' }, KEY],
    ['PORT and PSEUDONYM_KEY', { PORT: 'abc', PSEUDONYM_KEY: 'too short' }, PORT + KEY],
    ['SAMPLE', { SAMPLE: 'yes' }, 'SAMPLE: expected "true" or "false", but got "yes".\n'],
    [
      'UPSTREAM_TIMEOUT_MS, which only the gateway reads',
      { UPSTREAM_TIMEOUT_MS: 'soon' },
      'UPSTREAM_TIMEOUT_MS: expected a number of milliseconds, but got "soon".\n',
    ],
  ])('is reported on a line of its own: %s', async (_name, settings, lines) => {
    expect((await refusal(settings)).err).toBe(lines);
  });
});

describe('a database', () => {
  test.each([
    ['mongodb://zoe:hushhush@127.0.0.1:9/coalition'],
    ['mongodb://zoe:hush/hush@127.0.0.1:9/coalition'],
    ['mongodb://zoe:hush@hush@127.0.0.1:9/coalition'],
  ])('that does not answer at %s is reported in one sentence without credentials', async (uri) => {
    const { err, afterMs } = await refusal({ MONGODB_URI: uri });
    expect(err).toMatch(
      /^The database of (unite|coalition) cannot be reached at 127\.0\.0\.1:9: .+\.\n$/,
    );
    expect(err).not.toMatch(/zoe|hush/);
    expect(afterMs).toBeLessThan(15_000);
  });

  test('at an address that is no MongoDB URI is reported in one sentence without it', async () => {
    const { err } = await refusal({ MONGODB_URI: 'http://zoe:hushhush@127.0.0.1:9/' });
    expect(err).toMatch(/^The database of .+ cannot be reached at .+ is no MongoDB URI: .+\.\n$/);
    expect(err).not.toMatch(/zoe|hush/);
  });

  test('for some owners only is reported in one sentence', async () => {
    const { err } = await refusal({ MONGODB_URI_UNITE: 'mongodb://127.0.0.1:9/unite' });
    expect(err).toBe(
      'MONGODB_URI: expected a database for every organisation or for none, but there is none for coalition.\n',
    );
  });

  test('is required in production', async () => {
    const { err } = await refusal({ NODE_ENV: 'production' });
    expect(err).toMatch(
      /^The embedded engine .+ refuses to start with NODE_ENV=production: .+\.\n$/,
    );
  });
});

test('the local issuer refuses to start in production, whatever the databases', async () => {
  const { err } = await refusal({
    NODE_ENV: 'production',
    MONGODB_URI: 'mongodb://127.0.0.1:9/coalition',
  });
  expect(err).toMatch(/^The local issuer .+ refuses to start with NODE_ENV=production: .+\.\n$/);
});

describe('a list of organisations', () => {
  const listed = (content: unknown) => {
    const list = aListOf(content);
    lists.push(list);
    return { ORGANISATIONS_FILE: list.file };
  };

  test('that is not JSON is reported in one sentence', async () => {
    const { err } = await refusal(listed('[{ "id": '));
    expect(err).toMatch(/^The list of organisations \(.+\) cannot be read: .+\.\n$/);
  });

  test('that does not exist is reported in one sentence', async () => {
    const { err } = await refusal({ ORGANISATIONS_FILE: `${short.file}.none` });
    expect(err).toMatch(/^The list of organisations \(.+\.none\) cannot be read: .+\.\n$/);
  });

  test('with wrong entries is reported with a line for each mistake', async () => {
    const wrong = { id: 'Not A Slug', kind: 'CLUB', name: '', joinedAt: 'soon' };
    const [first, ...mistakes] = (await refusal(listed([wrong]))).err.trim().split('\n');
    expect(first).toMatch(/^The list of organisations \(.+\) is wrong:$/);
    expect(mistakes).toEqual([
      expect.stringMatching(/^ {2}0\.id: expected a slug/),
      expect.stringMatching(/^ {2}0\.kind: expected one of PARTY/),
      '  0.name: expected a name',
      '  0.joinedAt: expected a date and time',
    ]);
  });

  test('with the same organisation twice is reported in one sentence', async () => {
    const [unite] = short.read() as unknown[];
    const { err } = await refusal(listed([unite, unite]));
    expect(err).toMatch(/^The list of organisations \(.+\) has "unite" twice\.\n$/);
  });
});
