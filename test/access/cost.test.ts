/** What it costs to decide, in commands to MongoDB: nothing beyond the row, but where the record has to be asked. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { testDatabase, type TestDatabase } from '../support/database.ts';
import { CALLERS, type CallerName } from './callers.ts';
import { wrongInputs } from './mutations.ts';
import { type TriedServer, TRIED } from './organisations.ts';
import { idOf, type Thing } from './world.ts';

let databases: TestDatabase;
const organisations = new Map<string, TriedServer>();
beforeAll(async () => {
  databases = await testDatabase();
  for (const { home, start } of TRIED.filter((tried) =>
    ['progress', 'unite'].includes(tried.home),
  )) {
    const organisation = await start(databases);
    organisations.set(home, organisation);
  }
});
afterAll(async () => {
  for (const organisation of organisations.values()) await organisation.close();
  await databases?.close();
});

/** The commands that a request takes. */
async function commandsOf(
  home: string,
  contract: 'organisation' | 'union',
  query: string,
  variables: object,
  caller: CallerName,
): Promise<string[]> {
  const organisation = organisations.get(home)!;
  organisation.commands.length = 0;
  await organisation.ask(contract, query, variables, CALLERS[caller](home));
  return [...organisation.commands];
}

describe('what may not be seen', () => {
  test.each(['ann', 'hiddenComment', 'annGoes', 'draft'] satisfies Thing[])(
    'costs what an id costs that is not there: %s',
    async (thing) => {
      const query = 'query ($id: ID!) { node(id: $id) { id } }';
      const of = (seed?: string) =>
        commandsOf(
          'progress',
          'organisation',
          query,
          { id: idOf('progress', thing, seed) },
          'visitor',
        );
      const commands = await of();
      expect(commands).toHaveLength(1);
      expect(await of('not there')).toEqual(commands);
    },
  );
});

describe('a mutation', () => {
  const query = (fields: string) =>
    `mutation ($openPoll: OpenPollInput!, $votePoll: VotePollInput!) { ${fields} }`;
  const inputs = wrongInputs('unite');
  const vote = (at: number) => `v${at}: votePoll(input: $votePoll) { __typename }`;
  const open = 'o: openPoll(input: $openPoll) { __typename }';

  test('that a token decides reads nothing when it is refused', async () => {
    expect(
      await commandsOf('unite', 'union', query(`${open} ${vote(1)}`), inputs, 'member elsewhere'),
    ).toEqual([]);
    expect(
      await commandsOf('unite', 'union', query(`${open} ${vote(1)}`), inputs, 'visitor'),
    ).toEqual([]);
  });

  test('that the tier decides reads the record once a request', async () => {
    // The record, and the poll that is not there.
    const votes = query(`${open} ${vote(1)} ${vote(2)} ${vote(3)}`);
    expect(await commandsOf('unite', 'union', votes, inputs, 'member')).toEqual(['find', 'find']);
    expect(await commandsOf('unite', 'union', votes, inputs, 'not joined')).toEqual(['find']);
  });
});
