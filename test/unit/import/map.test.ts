import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { PolisComment } from '../../../import/polis/conversation.ts';
import { ideaOf, positionsOn } from '../../../import/polis/map.ts';
import { tallyFrom } from '../../../subgraphs/organisation/ideas/count.ts';
import { newPosition, type Vote } from '../../../subgraphs/organisation/ideas/position.ts';
import { Position } from '../../../schema/generated/enums.ts';

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

/** The id of a comment's idea. */
const id = (source: string, organisation = 'labour'): string =>
  ideaOf(aComment(), { organisation, source })._id;

const aVote = fc.record({
  value: fc.constantFrom(...Position),
  at: fc.date({ min: new Date(0), max: NOW, noInvalidDate: true }),
});

describe('a comment as an idea', () => {
  test('has the text, the time and the channel of the import', () => {
    expect(ideaOf(aComment(), here)).toMatchObject({
      organisation: 'labour',
      title: 'Mend the bridge',
      body: 'Mend the bridge',
      channel: 'IMPORT',
      status: 'UNDER_DISCUSSION',
      createdAt: new Date(1500282615559),
    });
  });

  test('is declined where moderators rejected it, and under discussion where they have not decided yet', () => {
    const statuses = ([1, 0, -1] as const).map(
      (moderated) => ideaOf(aComment({ moderated }), here).status,
    );
    expect(statuses).toEqual(['UNDER_DISCUSSION', 'UNDER_DISCUSSION', 'DECLINED']);
  });

  test('has the same id each time, and another in another conversation or organisation', () => {
    expect(id('a')).toBe(id('a'));
    expect(new Set([id('a'), id('b'), id('a', 'unite')]).size).toBe(3);
  });

  test('has the same id whether its time is in milliseconds or in seconds', () => {
    const [ms, s] = [1500282615559, 1500282615000].map((at) => aComment({ at: new Date(at) }));
    expect(ideaOf(ms!, here)._id).toBe(ideaOf(s!, here)._id);
  });

  test('has an author by a number of the conversation, and never a name', () => {
    const { person, named } = ideaOf(aComment({ author: '7' }), here);
    expect(person).toMatch(/^polis:[0-9a-f]{16}:7$/);
    expect(named).toBe(false);
    expect(ideaOf(aComment({ author: null }), here).person).toBeNull();
  });
});

describe('votes as positions', () => {
  test('count the last vote of each voter, and every vote in the cast counts', () => {
    const ballots = fc.array(fc.record({ voter: fc.nat(6).map(String), vote: aVote }));
    fc.assert(
      fc.property(ballots, (list) => {
        const byVoter = new Map<string, Vote[]>();
        for (const { voter, vote } of list)
          byVoter.set(voter, [...(byVoter.get(voter) ?? []), vote]);
        const positions = positionsOn('labour:idea:1', byVoter, 'a');
        const tally = tallyFrom(
          positions.map(({ value, cast }) => ({ _id: value, current: 1, ...cast })),
        );

        const last = new Map(list.map(({ voter, vote }) => [voter, vote.value]));
        const current = (value: string) => [...last.values()].filter((v) => v === value).length;
        const cast = (value: string) => list.filter(({ vote }) => vote.value === value).length;
        expect(tally).toEqual({
          support: current('SUPPORT'),
          oppose: current('OPPOSE'),
          pass: current('PASS'),
          cast: { support: cast('SUPPORT'), oppose: cast('OPPOSE'), pass: cast('PASS') },
        });
      }),
    );
  });

  test('have every vote in their history, in the order of the file', () => {
    fc.assert(
      fc.property(fc.array(aVote, { minLength: 1 }), (history) => {
        const position = newPosition({
          idea: 'labour:idea:1',
          person: 'polis:x:1',
          home: null,
          history,
        });
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
