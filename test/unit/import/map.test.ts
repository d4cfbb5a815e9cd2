import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { PolisComment } from '../../../import/polis/conversation.ts';
import { ideaOf, positionOf, positionsOn } from '../../../import/polis/map.ts';
import { tallyFrom } from '../../../subgraphs/organisation/ideas/count.ts';
import { POSITIONS, type Vote } from '../../../subgraphs/organisation/ideas/position.ts';

const NOW = new Date('2026-11-23T10:00:00.000Z');
const here = { organisation: 'labour', source: 'https://pol.is/7wmvbjcjhp' };

const aComment = (parts: Partial<PolisComment> = {}): PolisComment => ({
  id: '36',
  author: '0',
  at: new Date(1500282615559),
  moderated: 1,
  text: 'Mend the bridge',
  ...parts,
});

/** The id that a comment's idea gets. */
const id = (source: string, organisation = 'labour'): string =>
  ideaOf(aComment(), { organisation, source })._id;

const aVote = fc.record({
  value: fc.constantFrom(...POSITIONS),
  at: fc.date({ min: new Date(0), max: NOW, noInvalidDate: true }),
});

describe('a comment as an idea', () => {
  test('it keeps its text, its time and where it came from', () => {
    expect(ideaOf(aComment(), here)).toMatchObject({
      organisation: 'labour',
      title: 'Mend the bridge',
      body: 'Mend the bridge',
      channel: 'IMPORT',
      status: 'UNDER_DISCUSSION',
      createdAt: new Date(1500282615559),
    });
  });

  test('what moderators left out is declined; what they did not look at yet is discussed', () => {
    const statuses = ([1, 0, -1] as const).map(
      (moderated) => ideaOf(aComment({ moderated }), here).status,
    );
    expect(statuses).toEqual(['UNDER_DISCUSSION', 'UNDER_DISCUSSION', 'DECLINED']);
  });

  test('its id is the same each time, and another in another conversation or organisation', () => {
    expect(id('a')).toBe(id('a'));
    expect(new Set([id('a'), id('b'), id('a', 'unite')]).size).toBe(3);
  });

  test('its id is the same whether its time is told in milliseconds or in seconds', () => {
    const [ms, s] = [1500282615559, 1500282615000].map((at) => aComment({ at: new Date(at) }));
    expect(ideaOf(ms!, here)._id).toBe(ideaOf(s!, here)._id);
  });

  test('its author is a number of the conversation, and never named', () => {
    const { person, named } = ideaOf(aComment({ author: '7' }), here);
    expect(person).toMatch(/^polis:[0-9a-f]{16}:7$/);
    expect(named).toBe(false);
    expect(ideaOf(aComment({ author: null }), here).person).toBeNull();
  });
});

describe('votes as positions', () => {
  test('for any votes, the last of each voter stands and every one is in the cast counts', () => {
    const ballots = fc.array(fc.record({ voter: fc.nat(6).map(String), vote: aVote }));
    fc.assert(
      fc.property(ballots, (list) => {
        const byVoter = new Map<string, Vote[]>();
        for (const { voter, vote } of list)
          byVoter.set(voter, [...(byVoter.get(voter) ?? []), vote]);
        const positions = positionsOn('labour:idea:1', byVoter, 'a');
        const tally = tallyFrom(
          positions.map(({ value, cast }) => ({ _id: value, standing: 1, ...cast })),
        );

        const last = new Map(list.map(({ voter, vote }) => [voter, vote.value]));
        const standing = (value: string) => [...last.values()].filter((v) => v === value).length;
        const cast = (value: string) => list.filter(({ vote }) => vote.value === value).length;
        expect(tally).toEqual({
          support: standing('SUPPORT'),
          oppose: standing('OPPOSE'),
          pass: standing('PASS'),
          cast: { support: cast('SUPPORT'), oppose: cast('OPPOSE'), pass: cast('PASS') },
        });
      }),
    );
  });

  test('history is every vote, in the order that they came', () => {
    fc.assert(
      fc.property(fc.array(aVote, { minLength: 1 }), (history) => {
        const position = positionOf('labour:idea:1', 'polis:x:1', history);
        expect(position.history).toEqual(history);
        expect({ value: position.value, at: position.at }).toEqual(history.at(-1));
      }),
    );
  });

  test('a voter has no home, and the same number elsewhere is somebody else', () => {
    const votes = new Map([['4', [{ value: 'PASS' as const, at: NOW }]]]);
    const [one] = positionsOn('labour:idea:1', votes, 'a');
    const [other] = positionsOn('labour:idea:1', votes, 'b');
    expect(one?.home).toBeNull();
    expect(one?.person).not.toBe(other?.person);
  });
});
