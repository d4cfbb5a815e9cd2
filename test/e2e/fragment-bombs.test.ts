/** The gateway's process stays responsive, whatever fragments a short text has. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { newSigningKey } from '../../identity/signing-keys.ts';
import { makeSecretFile } from '../../platform/secret-file.ts';
import { freePorts } from '../../development/start/free-ports.ts';
import { runProgram, startProgram, type TestProgram } from '../support/program.ts';
import { post } from '../support/post.ts';
import { until } from '../support/until.ts';
import { spreadTwice } from '../unit/gateway/fragment-bombs.ts';

const STARTS_WITHIN_MS = 30_000;
/** No owner runs: these requests need none. */
const NOWHERE = 'http://127.0.0.1:9';

const folder = mkdtempSync(path.join(tmpdir(), 'groundswell-bombs-'));
let gateway: TestProgram;
let url: string;
beforeAll(async () => {
  await runProgram(process.execPath, ['bin/build.js']);
  const keysFile = path.join(folder, 'keys.json');
  makeSecretFile(keysFile, { keys: [await newSigningKey()] });
  const [port] = await freePorts(1);
  url = `http://127.0.0.1:${port}`;
  gateway = startProgram(process.execPath, ['dist/gateway/main.js'], {
    PORT: String(port),
    SIGNING_KEYS_FILE: keysFile,
    PSEUDONYM_KEY: 'a key for pseudonyms that only tests know',
    SUBGRAPH_URL: NOWHERE,
    LOG_LEVEL: 'silent',
  });
  await until('it to serve', STARTS_WITHIN_MS, async () => {
    if (gateway.running().length === 0) throw new Error(gateway.err());
    return (await fetch(`${url}/live`)).ok;
  });
});
afterAll(async () => {
  await gateway.stop();
  rmSync(folder, { recursive: true, force: true });
});

const ask = (query: string) => post(`${url}/graphql`, { query });

test.each([
  ['two kilobytes of fragments, each spread twice by the one before', spreadTwice(60)],
  ['the same over a list', spreadTwice(35, 'policyIdeas(first:1){totalCount}')],
  ['as many selections as one below the limit would multiply', spreadTwice(11)],
])('%s are refused, and other requests are answered meanwhile', async (_name, query) => {
  const { answer } = await ask(query);
  expect(answer.errors?.map(({ message }) => message)).toEqual([
    expect.stringMatching(
      /^This request has \d+ fields and fragments once every spread is replaced/,
    ),
  ]);
  expect((await fetch(`${url}/live`)).ok).toBe(true);
  expect((await ask('{ __typename }')).answer.data).toEqual({ __typename: 'Query' });
});

test('a text below the limit is planned and answered', async () => {
  expect((await ask(spreadTwice(7))).answer.data).toEqual({ __typename: 'Query' });
});

test('the process ends at once on a signal after all of these', async () => {
  gateway.signal('SIGTERM', 'start alone');
  expect((await gateway.ended).code).toBe(0);
});
