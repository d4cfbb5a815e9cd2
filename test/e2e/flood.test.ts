/**
 * A flood of the dearest requests, against real processes: nobody else is refused, and the flood is. It lasts until
 * both can be seen; `FLOOD_SECONDS=20 npm test -- test/e2e/flood` for as long as one likes.
 */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { tokensOf } from '../support/callers-of-start.ts';
import { floodQueries } from '../support/dearest.ts';
import { aFlood } from '../support/flood.ts';
import { load } from '../support/load.ts';
import { post } from '../support/post.ts';
import { aStart, type TestStart } from '../support/start.ts';
import { until } from '../support/until.ts';

const LEAST_MS = Number(process.env['FLOOD_SECONDS'] ?? 1) * 1000;
const SEEN_WITHIN_MS = 60_000;
const FLOODING = 8;
const OTHERS = 2;
/** Answers to each of the others, and refusals of the flood. */
const ENOUGH = 10;

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
  const began = Date.now();
  const refused = () => (flood.statuses().get(429) ?? 0) + (flood.statuses().get(503) ?? 0);
  await until(
    'the flood to be refused and others to be answered',
    SEEN_WITHIN_MS + LEAST_MS,
    () =>
      Date.now() - began >= LEAST_MS &&
      refused() >= ENOUGH &&
      answered.every(({ answers }) => answers.length >= ENOUGH),
  );
  await flood.stop();
  await Promise.all(answered.map(({ stop }) => stop()));
  const failed = answered.flatMap(({ answers }) =>
    answers.filter(({ answer }) => answer.status !== 200 || answer.errors),
  );
  expect(failed).toEqual([]);
  expect(
    [...flood.statuses().keys()].filter((status) => ![200, 294, 400, 429, 503].includes(status)),
  ).toEqual([]);
});
