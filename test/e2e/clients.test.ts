/** Other people's GraphQL clients, with the settings that they come with, against one house. */
import { rm } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { fileOfHouse } from '../../platform/root.ts';
import { installClients, runClient } from '../support/clients.ts';
import { EXECUTOR } from '../support/executor.ts';
import { aHouse, type TestHouse } from '../support/house.ts';
import { textOf } from '../support/files-of-house.ts';

let house: TestHouse;
let token: string;
beforeAll(async () => {
  await installClients();
  house = await aHouse();
  token = await house.tokenOf('unite');
  // Waits until the coalition has what is on record: the clients know nothing of that.
  await house.ask('{ policyIdeas { totalCount } }');
}, 300_000);
afterAll(() => house?.close());

/** What a client's program saw: answers, and why there was none. */
interface Seen {
  /** The methods of its requests. */
  methods?: string[];
  list: { data: { policyIdeas: object }; errors: unknown[]; failure?: string; variables?: object };
  nodes: { data: object; errors: object[] };
  submitted: { data: object; failure?: string; variables?: object };
  /** The first idea of the list, as it is kept. */
  cached?: object;
  /** Errors of a further page. */
  refetched?: unknown[];
}

/** Runs a client's program; what it prints, less the typenames that some ask for. */
async function seenBy(client: string): Promise<Seen> {
  const printed = await runClient(`${client}.mjs`, house.url, token);
  return JSON.parse(printed, (key, value: unknown) =>
    key === '__typename' ? undefined : value,
  ) as Seen;
}

const ANY = expect.any(String);

/** What each of them sees. */
const expected = {
  list: {
    data: {
      policyIdeas: {
        totalCount: expect.any(Number),
        pageInfo: { hasNextPage: true, endCursor: ANY },
        edges: Array(2).fill({ cursor: ANY, node: { id: ANY, title: ANY } }),
      },
    },
    errors: [],
  },
  nodes: {
    data: { nodes: [{ id: 'unite' }, null, { id: 'labour' }] },
    errors: [{ code: 'BAD_USER_INPUT', path: ['nodes', 1] }],
  },
  submitted: {
    data: {
      submitPolicyIdea: {
        idea: { title: 'Later buses', language: 'en-GB', themes: [] },
        userErrors: [],
      },
    },
  },
};

describe('@urql/core by its defaults', () => {
  test('asks by GET, sends null for a default, and has the rows beside one that failed', async () => {
    const seen = await seenBy('urql');
    expect(seen.methods).toEqual(['GET', 'GET', 'POST']);
    expect(seen).toMatchObject(expected);
  });
});

describe('Apollo Client', () => {
  test('sends null for a default, has the rows beside one that failed, and keeps rows by their ids', async () => {
    const seen = await seenBy('apollo');
    expect(seen).toMatchObject(expected);
    expect(seen.cached).toEqual({ id: ANY, title: ANY });
  });
});

describe("Relay's compiler", () => {
  test('takes the schema, and what it makes sends null for variables that nobody sets', async () => {
    await rm(fileOfHouse('test/clients/relay/__generated__'), { recursive: true, force: true });
    await runClient('node_modules/relay-compiler/cli.js', '--noWatchman', 'relay.config.json');
    const seen = await seenBy('relay');
    expect(seen).toMatchObject(expected);
    expect(seen.list.variables).toEqual({ order: null, first: 2, after: null });
    expect(seen.submitted.variables).toEqual({ named: null, language: null, themes: null });
    expect(seen.refetched).toEqual([]);
  });
});

describe('gql.tada', () => {
  const PROGRAM = 'node_modules/gql.tada/bin/cli.js';
  const CONFIG = ['-c', 'tada/tsconfig.json'];

  test('makes types of the schema by which null is taken for a default, and a node may be null', async () => {
    await runClient(PROGRAM, 'generate-output', ...CONFIG);
    await runClient('../../node_modules/typescript/bin/tsc', '-p', 'tada');
  });

  // Introspection by today's clients asks for `isOneOf`, which Apollo's executor does not know.
  const whereAnswered = EXECUTOR === 'own' ? test : test.skip;
  whereAnswered('reads the schema from the gateway', async () => {
    const file = 'test/clients/tada/schema.graphql';
    await runClient(PROGRAM, 'generate-schema', house.url, '-o', 'tada/schema.graphql', ...CONFIG);
    expect(textOf(file)).toContain('type PolicyIdea implements Node');
  });
});

test('a client that fails shows all that it printed', async () => {
  const program = 'console.error("Oh."); console.log("Line 3 is wrong."); process.exit(1)';
  await expect(runClient('--eval', program)).rejects.toThrow(/\nOh\.\n+Line 3 is wrong\./);
});

test("the clients' lock file names no registry", () => {
  expect(textOf('test/clients/package-lock.json')).not.toMatch(/"resolved"|https?:\/\/registry/);
});
