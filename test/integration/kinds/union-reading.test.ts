import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { newId } from '../../../subgraphs/framework/ids.ts';
import { partId } from '../../../subgraphs/framework/parts.ts';
import { pollsOf } from '../../../subgraphs/kinds/union/polls/polls.ts';
import { dataOf } from '../../support/answer.ts';
import { aMember } from '../../support/callers.ts';
import { aUnion, inHours, type Union } from './polls.ts';

let union: Union;
beforeEach(async () => {
  union = await aUnion();
});
afterEach(() => union?.stop());

test('an unknown id, another type of id and an id that is no text are null', async () => {
  const { _id } = await union.aPoll();
  const found = await union.readAll([
    newId('unite', 'poll'),
    newId('unite', 'win'),
    { $ne: '' },
    _id,
  ]);
  expect(found.map((poll) => poll?.id ?? null)).toEqual([null, null, null, _id]);
});

test('`node` finds a poll by its id', async () => {
  const { _id: id } = await union.aPoll();
  const query = 'query ($id: ID!) { node(id: $id) { __typename id } }';
  expect(dataOf(await union.unite.ask('organisation', query, { id }))).toEqual({
    node: { __typename: 'Poll', id },
  });
});

test('the options of a poll from before they had ids are found by them after a start', async () => {
  const { _id } = await union.aPoll({ options: ['Early', 'Late'] });
  const polls = union.unite.db.collection<{ _id: string }>('polls');
  await polls.updateOne({ _id }, { $unset: { partIds: '' } });
  const id = partId(_id, 'option', 2);
  const find = async () =>
    dataOf(
      await union.unite.ask(
        'organisation',
        'query ($id: ID!) { node(id: $id) { __typename id } }',
        { id },
      ),
    );
  expect(await find()).toEqual({ node: null });
  await pollsOf(union.unite.db, 'unite').repair();
  expect(await find()).toEqual({ node: { __typename: 'PollOption', id } });
});

test('a poll is shared with the coalition as a card, without its options', async () => {
  const { _id } = await union.aPoll({ title: 'Shall we share?' });
  const cards = await union.unite.cards();
  expect(cards).toMatchObject([{ _id, type: 'POLL', title: 'Shall we share?' }]);
  expect(cards[0]).not.toHaveProperty('options');
});

test('a list goes page by page, opened last first, and says how many there are', async () => {
  const polls = [];
  for (const hour of [-9, -8, -7, -6, -5])
    polls.push(await union.aPoll({ createdAt: inHours(hour) }));
  const newestFirst = polls.map(({ _id }) => _id).toReversed();

  const first = await union.list({ first: 3 });
  const second = await union.list({ first: 3, after: first.pageInfo.endCursor });
  expect([first.totalCount, second.totalCount]).toEqual([5, 5]);
  expect(first.pageInfo).toMatchObject({ hasNextPage: true, hasPreviousPage: false });
  expect(second.pageInfo).toMatchObject({ hasNextPage: false, hasPreviousPage: true });
  expect([...first.edges, ...second.edges].map(({ node }) => node.id)).toEqual(newestFirst);
});

test('a page of polls costs the same number of commands whatever its size', async () => {
  const { commands } = union.unite;
  const costOf = async (first: number): Promise<string[]> => {
    commands.length = 0;
    expect((await union.list({ first }, aMember('unite'))).edges).toHaveLength(first);
    return commands.toSorted();
  };
  for (let poll = 0; poll < 25; poll += 1) await union.aPoll();
  // The page and its total, the counts of all its polls, the caller's votes in them.
  const cost = ['aggregate', 'aggregate', 'find', 'find'];
  expect(await costOf(2)).toEqual(cost);
  expect(await costOf(25)).toEqual(cost);
});
