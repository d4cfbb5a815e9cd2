import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { COALITION } from '../../directory/organisations.ts';
import { WRITTEN_HEADER } from '../../gateway/written.ts';
import type { TestHouse } from '../support/house.ts';
import { type Posted, post } from '../support/post.ts';
import { until } from '../support/until.ts';
import { aFullHouse } from './full-house.ts';
import { memberToken, ORGANISATION, ORGANISATIONS } from './people.ts';

let house: TestHouse;
beforeAll(async () => {
  house = await aFullHouse();
});
afterAll(() => house?.close());

/** Asks with exactly these headers: what a client keeps between its requests is the test's to say. */
const ask = <Data>(query: string, headers: Record<string, string> = {}): Promise<Posted<Data>> =>
  post<Data>(house.url, { query }, headers);

const SUBMIT = (organisation: string) => `mutation {
  submitPolicyIdea(input: { organisation: "${organisation}", title: "A bench", body: "To sit." }) { idea { id } }
}`;
interface Submitted {
  submitPolicyIdea: { idea: { id: string } };
}
const LIST =
  '{ policyIdeas(first: 1) { edges { node { id } } freshness { organisation { id } state lagSeconds } } }';
interface List {
  policyIdeas: {
    edges: { node: { id: string } }[];
    freshness: { organisation: { id: string }; state: string; lagSeconds: number | null }[];
  };
}

async function submit(organisation: string, carried: Record<string, string> = {}) {
  const token = await memberToken(house, organisation);
  const headers = { authorization: `Bearer ${token}`, ...carried };
  const { answer, headers: answered } = await ask<Submitted>(SUBMIT(organisation), headers);
  return {
    id: answer.data!.submitPolicyIdea.idea.id,
    carried: { [WRITTEN_HEADER]: answered.get(WRITTEN_HEADER)! },
  };
}

const stateOf = (organisation: string, { answer }: Posted<List>) =>
  answer.data!.policyIdeas.freshness.find((one) => one.organisation.id === organisation)!.state;

describe('a list asked for after a mutation at an organisation', () => {
  const organisation = ORGANISATION;

  test('has what was written, whenever it is asked for', async () => {
    const took: number[] = [];
    for (let times = 0; times < 10; times += 1) {
      const { id, carried } = await submit(organisation);
      const began = performance.now();
      const listed = await ask<List>(LIST, carried);
      took.push(performance.now() - began);
      expect(listed.answer.data!.policyIdeas.edges[0]!.node.id).toBe(id);
      expect(stateOf(organisation, listed)).toBe('LIVE');
      expect(listed.headers.get(WRITTEN_HEADER)).toBeNull();
    }
    console.info(
      `Such a list took ${took.sort((a, b) => a - b)[5]!.toFixed(1)} ms (median of 10).`,
    );
  });
});

test('what was written at several organisations is all there, by the last token alone', async () => {
  let carried = {};
  const ids = [];
  for (const organisation of ORGANISATIONS) {
    const submitted = await submit(organisation, carried);
    ids.push(submitted.id);
    ({ carried } = submitted);
  }
  const query = `{ policyIdeas(first: ${ids.length}) { edges { node { id } } } }`;
  const { answer } = await ask<List>(query, carried);
  expect(answer.data!.policyIdeas.edges.map(({ node }) => node.id)).toEqual(ids.toReversed());
});

test('a position and a comment are seen the same way', async () => {
  const { id, carried } = await submit('unite');
  const token = await memberToken(house, 'unite');
  const { headers } = await ask(
    `mutation {
      takePosition(input: { idea: "${id}", position: SUPPORT }) { idea { id } }
      comment(input: { idea: "${id}", stance: FOR, text: "Yes." }) { comment { id } }
    }`,
    { authorization: `Bearer ${token}`, ...carried },
  );
  const { answer } = await ask(
    '{ policyIdeas(first: 1) { edges { node { id tally { support } commentCount } } } }',
    { [WRITTEN_HEADER]: headers.get(WRITTEN_HEADER)! },
  );
  expect(answer.data).toEqual({
    policyIdeas: { edges: [{ node: { id, tally: { support: 1 }, commentCount: 1 } }] },
  });
});

describe('a token that is none', () => {
  test.each(['labour=12', '', 'x'.repeat(5_000)])('is refused: %.20s', async (token) => {
    const { status, answer } = await ask(LIST, { [WRITTEN_HEADER]: token });
    expect([status, answer.errors]).toEqual([
      400,
      [
        expect.objectContaining({
          message:
            'groundswell-written: expected the value of that header in an earlier answer, but got another. Leave it out.',
          extensions: { code: 'BAD_REQUEST' },
        }),
      ],
    ]);
  });
});

describe('when the coalition cannot read the feed of an organisation', () => {
  test('its writer waits a second at most and is told that the list may be behind; others do not wait', async () => {
    const { carried } = await submit('progress');
    await house.end('progress');
    // A number that the feed has not reached, and cannot.
    const ahead = await house.tokenOfPosition('progress', 1_000_000);
    await until(
      'it to be stale',
      10_000,
      async () => stateOf('progress', await ask<List>(LIST)) === 'STALE',
    );

    const began = performance.now();
    const own = await ask<List>(LIST, { [WRITTEN_HEADER]: ahead });
    const tookMs = performance.now() - began;
    expect(own.answer.errors).toBeUndefined();
    expect(tookMs).toBeGreaterThanOrEqual(990);
    expect(tookMs).toBeLessThan(4_000);
    expect(stateOf('progress', own)).toBe('STALE');

    const others = performance.now();
    await ask<List>(LIST);
    await ask<List>(LIST, carried);
    expect(performance.now() - others).toBeLessThan(900);
    await house.restart('progress');
    await until(
      'it to be live',
      20_000,
      async () => stateOf('progress', await ask<List>(LIST)) === 'LIVE',
    );

    const behind = await ask<List>(LIST, { [WRITTEN_HEADER]: ahead });
    expect(stateOf('progress', behind)).toBe('BEHIND');
    expect(stateOf('labour', behind)).toBe('LIVE');
  });
});

test('what is not known to be in a feed is not waited for, and its organisation is said to be behind', async () => {
  const unknown = await house.tokenOfPosition('unite', null);
  const began = performance.now();
  const listed = await ask<List>(LIST, { [WRITTEN_HEADER]: unknown });
  expect(performance.now() - began).toBeLessThan(900);
  expect(stateOf('unite', listed)).toBe('BEHIND');
  expect(stateOf('labour', listed)).toBe('LIVE');
  expect(stateOf('unite', await ask<List>(LIST))).toBe('LIVE');
});

test('the header by which the coalition is told what to wait for is checked there, too', async () => {
  const url = `${house.addressOf(COALITION)}/coalition`;
  const body = JSON.stringify({ query: '{ themes { id } }' });
  const signed = await house.asGateway(COALITION, { path: '/coalition', body }, null);
  const { status, answer } = await post(url, body, { ...signed, 'groundswell-after': 'labour=x' });
  expect(status).toBe(400);
  expect(answer.errors).toMatchObject([{ extensions: { code: 'BAD_REQUEST' } }]);
});
