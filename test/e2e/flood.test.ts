/**
 * A flood of the dearest requests, against real processes: nobody else is refused, and the flood is. It lasts some seconds
 * here; `FLOOD_SECONDS=20 npm test -- test/e2e/flood` for as long as one likes.
 */
import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { tokensOf } from '../support/callers-of-start.ts';
import { floodQueries } from '../support/dearest.ts';
import { aFlood } from '../support/flood.ts';
import { load } from '../support/load.ts';
import { post } from '../support/post.ts';
import { aStart, type TestStart } from '../support/start.ts';

const SECONDS = Number(process.env['FLOOD_SECONDS'] ?? 3);
const FLOODING = 8;
const OTHERS = 2;

const EVERYDAY = '{ policyIdeas(first: 10) { nodes { id title organisation { name } } } }';

let house: TestStart;
let url: string;
beforeAll(async () => {
  house = await aStart();
  url = `${house.gateway}/graphql`;
});
afterAll(() => house?.close());

test('while eight callers ask for the dearest there is, no request of others fails, and theirs are refused', async () => {
  const tokens = await tokensOf(house, FLOODING + OTHERS);
  const [flooding, others] = [tokens.slice(0, FLOODING), [null, ...tokens.slice(FLOODING)]];
  const flood = aFlood(url, flooding, floodQueries());
  const answered = others.map((token) =>
    load(1, async () => {
      const { status, answer } = await post(
        url,
        { query: EVERYDAY },
        token === null ? {} : { authorization: `Bearer ${token}` },
      );
      return { status, errors: answer.errors };
    }),
  );
  await setTimeout(SECONDS * 1000);
  await flood.stop();
  await Promise.all(answered.map(({ stop }) => stop()));
  const failed = answered.flatMap(({ answers }) =>
    answers.filter(({ answer }) => answer.status !== 200 || answer.errors),
  );
  expect(failed).toEqual([]);
  for (const { answers } of answered) expect(answers.length).toBeGreaterThan(SECONDS);
  const statuses = flood.statuses();
  expect((statuses.get(429) ?? 0) + (statuses.get(503) ?? 0)).toBeGreaterThan(FLOODING);
  expect(
    [...statuses.keys()].filter((status) => ![200, 294, 400, 429, 503].includes(status)),
  ).toEqual([]);
});
