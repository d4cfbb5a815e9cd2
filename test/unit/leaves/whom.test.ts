/** To whom a field leaves, in words: by the guards of the contract, on every way to it. */
import { expect, test } from '@jest/globals';
import { KINDS } from '../../../subgraphs/generated/kinds.ts';
import { reportOn } from '../../../subgraphs/leaves/report.ts';
import { servedBy } from '../../../subgraphs/leaves/served.ts';

const { leaves } = reportOn(servedBy(Object.values(KINDS)));
const whom = (coordinate: string) => leaves.find(({ name }) => name === coordinate)?.whom;

const MODERATORS =
  'those who may hide comments and show them again, and see those that are hidden (its moderators, its administrators and applications that it allowed to)';
const RECORD_READERS =
  'those who may see the records of members (its organisers and its administrators)';

test.each([
  ['what nothing guards is for everyone', 'PolicyIdea.title', 'everyone'],
  ['what asks for a token', 'Poll.viewerVote', 'those signed in, each of themselves'],
  ['a right, with who holds it', 'Comment.moderation', MODERATORS],
  [
    'a right of members',
    'Mutation.votePoll',
    'those who may vote in polls of the network (its members)',
  ],
  [
    'a right at home',
    'Mutation.join',
    'those who may join the organisation that their token comes from (everyone who signs in at the organisation itself)',
  ],
  [
    'a guard of a field within that of its type',
    'Member.area',
    `the member themselves; or ${RECORD_READERS}`,
  ],
  [
    'the guard of a type',
    'Member.displayName',
    `everyone, where the member once chose to be named in public; or the member themselves; or ${RECORD_READERS}`,
  ],
  [
    'a guard of a type and one of its field',
    'Comment.author',
    `everyone, where no moderator hid the comment and its author is a member of the organisation who chose to be named with it; or ${MODERATORS}, where its author is a member of the organisation who chose to be named with it`,
  ],
  ['a type that only a guarded field leads to', 'CommentModeration.reason', MODERATORS],
  [
    'an edge, which is there where its node is',
    'CommentEdge.cursor',
    `everyone, where no moderator hid the comment; or ${MODERATORS}`,
  ],
])('%s', (_title, coordinate, expected) => {
  expect(whom(coordinate)).toBe(expected);
});

test('a refusal of a mutation is for those who may do it', () => {
  expect(whom('TakePositionUserError.message')).toBe(
    'those who may take positions on ideas (everyone signed in)',
  );
});

test('cards are for everyone', () => {
  const whoms = new Set(leaves.filter(({ way }) => way === 'card').map((leaf) => leaf.whom));
  expect([...whoms]).toEqual(["the coalition's catalogue, and so everyone"]);
});
