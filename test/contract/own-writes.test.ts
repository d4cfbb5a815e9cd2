import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { COALITION } from '../../directory/organisations.ts';
import { CAUSAL_TOKEN_HEADER } from '../../gateway/causal-token/encrypted-token.ts';
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

/** Asks with exactly these headers, so that each test decides which causal token its client sends. */
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

/** Submits an idea; answers its id and the causal token, as the header that the client sends next. */
async function submit(organisation: string, carried: Record<string, string> = {}) {
  const token = await memberToken(house, organisation);
  const headers = { authorization: `Bearer ${token}`, ...carried };
  const { answer, headers: answered } = await ask<Submitted>(SUBMIT(organisation), headers);
  return {
    id: answer.data!.submitPolicyIdea.idea.id,
    carried: { [CAUSAL_TOKEN_HEADER]: answered.get(CAUSAL_TOKEN_HEADER)! },
  };
}

/** The name of the promise that resolves first. */
const firstOf = (promises: Record<string, Promise<unknown>>): Promise<string> =>
  Promise.race(Object.entries(promises).map(([name, promise]) => promise.then(() => name)));

const stateOf = (organisation: string, { answer }: Posted<List>) =>
  answer.data!.policyIdeas.freshness.find((one) => one.organisation.id === organisation)!.state;

describe('a list asked for after a mutation at an organisation', () => {
  const organisation = ORGANISATION;

  test('has what was written, whenever it is asked for', async () => {
    for (let times = 0; times < 10; times += 1) {
      const { id, carried } = await submit(organisation);
      const listed = await ask<List>(LIST, carried);
      expect(listed.answer.data!.policyIdeas.edges[0]!.node.id).toBe(id);
      expect(stateOf(organisation, listed)).toBe('LIVE');
      expect(listed.headers.get(CAUSAL_TOKEN_HEADER)).toBeNull();
    }
  });
});

test('the last token alone covers the writes at several organisations', async () => {
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

test('a list with the token has a new position and a new comment, too', async () => {
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
    { [CAUSAL_TOKEN_HEADER]: headers.get(CAUSAL_TOKEN_HEADER)! },
  );
  expect(answer.data).toEqual({
    policyIdeas: { edges: [{ node: { id, tally: { support: 1 }, commentCount: 1 } }] },
  });
});

describe('a causal token that no gateway made', () => {
  test.each(['labour=12', '', 'x'.repeat(5_000)])('is refused: %.20s', async (token) => {
    const { status, answer } = await ask(LIST, { [CAUSAL_TOKEN_HEADER]: token });
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
  test('its writer waits a second at most and sees that the list may be behind; others do not wait', async () => {
    const { carried } = await submit('progress');
    await house.end('progress');
    // An offset that the feed has not reached, and cannot.
    const ahead = await house.causalToken('progress', 1_000_000);
    await until(
      'it to be stale',
      10_000,
      async () => stateOf('progress', await ask<List>(LIST)) === 'STALE',
    );

    const began = performance.now();
    const waiting = ask<List>(LIST, { [CAUSAL_TOKEN_HEADER]: ahead });
    expect(await firstOf({ waiting, other: ask<List>(LIST) })).toBe('other');
    expect(await firstOf({ waiting, other: ask<List>(LIST, carried) })).toBe('other');
    const own = await waiting;
    expect(performance.now() - began).toBeGreaterThanOrEqual(990);
    expect(own.answer.errors).toBeUndefined();
    expect(stateOf('progress', own)).toBe('STALE');

    await house.restart('progress');
    await until(
      'it to be live',
      20_000,
      async () => stateOf('progress', await ask<List>(LIST)) === 'LIVE',
    );

    const behind = await ask<List>(LIST, { [CAUSAL_TOKEN_HEADER]: ahead });
    expect(stateOf('progress', behind)).toBe('BEHIND');
    expect(stateOf('labour', behind)).toBe('LIVE');
  });
});

test('a list does not wait for a write of unknown offset, and shows its organisation as behind', async () => {
  const unknown = await house.causalToken('unite', null);
  const ahead = await house.causalToken('unite', 1_000_000);
  const waiting = ask<List>(LIST, { [CAUSAL_TOKEN_HEADER]: ahead });
  const other = ask<List>(LIST, { [CAUSAL_TOKEN_HEADER]: unknown });
  expect(await firstOf({ waiting, other })).toBe('other');
  const listed = await other;
  await waiting;
  expect(stateOf('unite', listed)).toBe('BEHIND');
  expect(stateOf('labour', listed)).toBe('LIVE');
  expect(stateOf('unite', await ask<List>(LIST))).toBe('LIVE');
});

test('the coalition refuses malformed offsets in the header that says what to wait for', async () => {
  const url = `${house.addressOf(COALITION)}/coalition`;
  const body = JSON.stringify({ query: '{ themes { id } }' });
  const signed = house.asGateway(COALITION, { path: '/coalition', body }, null);
  const { status, answer } = await post(url, body, { ...signed, 'groundswell-after': 'labour=x' });
  expect(status).toBe(400);
  expect(answer.errors).toMatchObject([{ extensions: { code: 'BAD_REQUEST' } }]);
});
