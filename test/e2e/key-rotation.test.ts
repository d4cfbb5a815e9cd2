/** The gateway's signing keys are rotated under load. No server is restarted. */
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
  // The file belongs to this folder: every start from it uses these keys.
  copyFileSync(FILE, `${FILE}.before`);
});
afterAll(async () => {
  renameSync(`${FILE}.before`, FILE);
  await house?.close();
  list.remove();
});

const runKeys = async (...args: string[]) => {
  const { code, err } = await runProgram(process.execPath, ['bin/keys.js', FILE, ...args]);
  expect({ code, err }).toEqual({ code: 0, err: '' });
};

const kidsInFile = (): string[] =>
  (JSON.parse(readFileSync(FILE, 'utf8')) as { keys: { kid: string }[] }).keys.map(
    ({ kid }) => kid,
  );

async function publishedKids(): Promise<string[]> {
  const response = await fetch(`${house.gateway}/.well-known/jwks.json`);
  return ((await response.json()) as { keys: { kid: string }[] }).keys.map(({ kid }) => kid);
}

test('a new key signs, the old one is retired, and no request fails meanwhile', async () => {
  const query = `{ labour: organisation(id: "labour") { policyIdeas { totalCount } }
    unite: organisation(id: "unite") { polls { totalCount } } policyIdeas { totalCount } }`;
  const running = load(4, () => house.ask<object>(query));
  const [old] = kidsInFile();
  const moreAnswers = async () => {
    const before = running.answers.length;
    await until('some more answers', 20_000, () => running.answers.length > before + 20);
  };
  await moreAnswers();
  await runKeys('--rotate');
  const [young, ...others] = kidsInFile();
  expect(others).toContain(old);
  await until('the gateway to publish the new key', 10_000, async () =>
    (await publishedKids()).includes(young!),
  );
  await moreAnswers();
  for (const kid of others) await runKeys('--retire', kid);
  await until('the gateway to publish only the new key', 10_000, async () =>
    (await publishedKids()).every((kid) => kid === young),
  );
  await moreAnswers();
  await running.stop();
  const failed = running.answers.filter(({ answer }) => answer.errors);
  expect(failed).toEqual([]);
});
