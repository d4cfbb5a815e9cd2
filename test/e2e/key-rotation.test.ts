/** The gateway's signing keys are changed while everyone asks; nothing is started again. */
import { copyFileSync, readFileSync, renameSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { fileURLToPath } from 'node:url';
import { fileOfHouse } from '../../platform/root.ts';
import { aList } from '../support/list.ts';
import { load } from '../support/load.ts';
import { runProgram } from '../support/program.ts';
import { aStart, type TestStart } from '../support/start.ts';
import { until } from '../support/until.ts';

const FILE = fileURLToPath(fileOfHouse('.groundswell/signing-keys-of-gateway.json'));

const list = aList('labour', 'unite');
let house: TestStart;
beforeAll(async () => {
  house = await aStart({ ORGANISATIONS_FILE: list.file, SAMPLE: 'false' });
  // The keys are this folder's, for every house that runs from it.
  copyFileSync(FILE, `${FILE}.before`);
});
afterAll(async () => {
  renameSync(`${FILE}.before`, FILE);
  await house?.close();
  list.remove();
});

const keys = async (...args: string[]) => {
  const { code, err } = await runProgram(process.execPath, ['bin/keys.js', FILE, ...args]);
  expect({ code, err }).toEqual({ code: 0, err: '' });
};

const namesInFile = (): string[] =>
  (JSON.parse(readFileSync(FILE, 'utf8')) as { keys: { kid: string }[] }).keys.map(
    ({ kid }) => kid,
  );

async function namesPublished(): Promise<string[]> {
  const response = await fetch(`${house.gateway}/.well-known/jwks.json`);
  return ((await response.json()) as { keys: { kid: string }[] }).keys.map(({ kid }) => kid);
}

test('a new key signs and the old one goes, and every question is answered throughout', async () => {
  const query = `{ labour: organisation(id: "labour") { policyIdeas { totalCount } }
    unite: organisation(id: "unite") { polls { totalCount } } policyIdeas { totalCount } }`;
  const asking = load(4, () => house.ask<object>(query));
  const [old] = namesInFile();
  const someMore = async () => {
    const before = asking.answers.length;
    await until('some more answers', 20_000, () => asking.answers.length > before + 20);
  };
  await someMore();
  await keys('--rotate');
  const [young, ...others] = namesInFile();
  expect(others).toContain(old);
  await until('the gateway to publish the new key', 10_000, async () =>
    (await namesPublished()).includes(young!),
  );
  await someMore();
  for (const name of others) await keys('--retire', name);
  await until('the gateway to publish the new key alone', 10_000, async () =>
    (await namesPublished()).every((name) => name === young),
  );
  await someMore();
  await asking.stop();
  const failed = asking.answers.filter(({ answer }) => answer.errors);
  expect(failed).toEqual([]);
});
