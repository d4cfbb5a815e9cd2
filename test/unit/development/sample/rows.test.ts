import { describe, expect, test } from '@jest/globals';
import { readOrganisations } from '../../../../directory/organisations.ts';
import { parseGlobalId } from '../../../../schema/global-id.ts';
import { readSample } from '../../../../development/sample/format.ts';
import { rowsOf, type SampleRows } from '../../../../development/sample/rows.ts';
import { samplePersons } from '../../../../development/sample/members.ts';

const NOW = new Date('2026-11-23T10:00:00.000Z');
const organisations = readOrganisations();

const sampleOf = (id: string, now = NOW): SampleRows => rowsOf({ id }, readSample(id)!, now);
const all = new Map(organisations.map(({ id }) => [id, sampleOf(id)]));
const everyone = [...all.values()];

const count = (part: keyof SampleRows): number =>
  everyone.reduce((sum, rows) => sum + rows[part].length, 0);

/** The hours at which events of the party start, by London's clocks, when it is seeded at a moment. */
const hours = (now: string): string[] =>
  sampleOf('labour', new Date(now)).events.map(({ startsAt }) =>
    startsAt.toLocaleTimeString('en-GB', { timeZone: 'Europe/London' }),
  );

/** The rows without the moments that are counted from now. */
const lasting = (rows: SampleRows): unknown =>
  JSON.parse(
    JSON.stringify(rows, (name, value: unknown) =>
      ['startsAt', 'endsAt', 'closesAt', 'due'].includes(name) ? undefined : value,
    ),
  );

describe('the rows of the sample', () => {
  test.each(organisations)('$id gets the same rows each time', ({ id }) => {
    expect(sampleOf(id)).toEqual(all.get(id));
  });

  test('on another day only what is counted from that day is another', () => {
    const later = new Date('2027-03-30T23:30:00.000Z');
    for (const id of ['labour', 'unite', 'progress'])
      expect(lasting(sampleOf(id, later))).toEqual(lasting(all.get(id)!));
  });

  test('five organisations have 200 ideas, 60 events and 300 members', () => {
    expect([count('ideas'), count('events'), count('members')]).toEqual([200, 60, 300]);
  });

  test('every row of an organisation has an id of its own that says whose it is', () => {
    const ids = everyone.flatMap((rows) =>
      [rows.members, rows.ideas, rows.comments, rows.events, rows.experiences, rows.reviews]
        .concat([rows.polls, rows.papers, rows.wins, rows.campaigns] as never)
        .flat()
        .map(({ _id }) => _id),
    );
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.filter((id) => parseGlobalId(id) === null)).toEqual([]);
  });
});

describe('ideas of the sample', () => {
  const ideas = everyone.flatMap((rows) =>
    rows.ideas.map((idea) => ({
      idea,
      positions: rows.positions.filter((position) => position.idea === idea._id),
      comments: rows.comments.filter((comment) => comment.idea === idea._id),
    })),
  );

  test('a tally says what the positions say', () => {
    for (const { idea, positions } of ideas) {
      const current = (value: string) => positions.filter((one) => one.value === value).length;
      const votes = positions.flatMap(({ history }) => history);
      const cast = (value: string) => votes.filter((one) => one.value === value).length;
      expect(idea.tally).toEqual({
        support: current('SUPPORT'),
        oppose: current('OPPOSE'),
        pass: current('PASS'),
        cast: { support: cast('SUPPORT'), oppose: cast('OPPOSE'), pass: cast('PASS') },
      });
    }
  });

  test('a comment count says what the comments say', () => {
    for (const { idea, comments } of ideas) expect(idea.commentCount).toBe(comments.length);
  });

  test('at most 45 members take a position on one, and each of them once', () => {
    for (const { positions } of ideas) {
      expect(positions.length).toBeLessThanOrEqual(45);
      expect(new Set(positions.map(({ person }) => person)).size).toBe(positions.length);
    }
  });

  test('the last vote stands, votes are in order, and some people changed their mind', () => {
    const positions = ideas.flatMap((one) => one.positions);
    for (const { value, at, history } of positions) {
      expect({ value, at }).toEqual(history.at(-1));
      expect(history.map((vote) => +vote.at)).toEqual(
        history.map((vote) => +vote.at).toSorted((a, b) => a - b),
      );
    }
    expect(positions.filter(({ history }) => history.length > 1).length).toBeGreaterThan(100);
  });

  test('they were put forward from 5 January to 31 October 2026, before anyone answered', () => {
    for (const { idea, positions, comments } of ideas) {
      expect(+idea.createdAt).toBeGreaterThanOrEqual(Date.UTC(2026, 0, 5));
      expect(+idea.createdAt).toBeLessThan(Date.UTC(2026, 10, 1));
      const answers = positions.map(({ history }) => +history[0]!.at);
      answers.push(...comments.map(({ createdAt }) => +createdAt));
      expect(Math.min(+idea.createdAt, ...answers)).toBe(+idea.createdAt);
      expect(Math.max(0, ...answers)).toBeLessThan(+NOW);
    }
  });

  test('nobody comments on their own idea, and some do not want to be named', () => {
    for (const { idea, comments } of ideas)
      expect(comments.map(({ person }) => person)).not.toContain(idea.person);
    expect(new Set(ideas.map(({ idea }) => idea.named))).toEqual(new Set([true, false]));
  });
});

describe('events of the sample', () => {
  const events = everyone.flatMap((rows) => rows.events);

  test('all are still to come, within 120 days', () => {
    for (const { startsAt } of events) {
      expect(+startsAt).toBeGreaterThan(+NOW);
      expect(+startsAt - +NOW).toBeLessThan(121 * 24 * 60 * 60 * 1000);
    }
  });

  test('the hour is that of London, in winter and in summer', () => {
    expect(hours('2026-06-10T10:00:00.000Z')).toEqual(hours('2026-11-23T10:00:00.000Z'));
  });

  test('places go to those who answered first, and small rooms have a waiting list', () => {
    for (const { capacity, guests, rsvpCounts } of events) {
      const wanted = guests.filter(({ answer }) => answer === 'GOING').length;
      const going = Math.min(wanted, capacity ?? wanted);
      const maybe = guests.filter(({ answer }) => answer === 'MAYBE').length;
      expect(rsvpCounts).toEqual({ going, waitlisted: wanted - going, maybe });
      expect(guests.map(({ at }) => +at)).toEqual(
        guests.map(({ at }) => +at).toSorted((a, b) => a - b),
      );
    }
    for (const rows of everyone)
      expect(rows.events.some(({ rsvpCounts }) => rsvpCounts.waitlisted > 0)).toBe(true);
  });
});

describe('members of the sample', () => {
  test.each(organisations)('those of $id are 60, and no two have the same name', ({ id }) => {
    const names = all.get(id)!.members.map(({ displayName }) => displayName);
    expect(new Set(names).size).toBe(60);
  });

  test('two of each organisation are its staff, and every other role is somebody’s', () => {
    for (const { members } of everyone)
      expect(members.filter(({ roles }) => roles.length > 0).map(({ roles }) => roles)).toEqual([
        ['ORGANISER', 'EDITOR'],
        ['ORGANISER', 'EDITOR'],
        ['MODERATOR'],
        ['ADMINISTRATOR'],
        ['DATA_READER'],
      ]);
  });

  test('everyone who is named somewhere has chosen it', () => {
    for (const { members, ideas, comments, experiences } of everyone) {
      const written = [...ideas, ...comments, ...experiences];
      for (const { _id, named } of members)
        expect(named).toBe(written.some((row) => row.named && row.person === _id));
    }
  });

  test('people to sign in as are members: a plain one, and one of the staff', () => {
    for (const { id } of organisations) {
      const { members } = all.get(id)!;
      const persons = samplePersons({ id });
      expect(persons.map(({ roles }) => roles)).toEqual([[], ['ORGANISER', 'EDITOR']]);
      for (const { member, name } of persons)
        expect(members.find(({ _id }) => _id === member)?.displayName).toBe(name);
    }
  });
});

describe('what only a kind has', () => {
  test('polls are open, and a member votes once in each, for one of its options', () => {
    const { polls, votes } = all.get('unite')!;
    expect(polls).toHaveLength(4);
    for (const { _id, options, closesAt } of polls) {
      const cast = votes.filter(({ poll }) => poll === _id);
      expect(new Set(cast.map(({ person }) => person)).size).toBe(cast.length);
      expect(cast.every(({ option }) => options[Number(option) - 1] !== undefined)).toBe(true);
      expect(+closesAt).toBeGreaterThan(+NOW);
    }
  });

  test('reviews are open, and took up ideas of their party', () => {
    const { reviews, ideas } = all.get('labour')!;
    const ids = ideas.map(({ _id }) => _id);
    expect(reviews).toHaveLength(3);
    for (const review of reviews) {
      expect(review.ideas.length).toBeGreaterThanOrEqual(3);
      expect(review.ideas.every(({ idea }) => ids.includes(idea))).toBe(true);
      expect(+review.closesAt).toBeGreaterThan(+NOW);
    }
  });

  test('claims of papers rest on experiences of their think-tank', () => {
    const { papers, experiences } = all.get('progress')!;
    const ids = experiences.map(({ _id }) => _id);
    const cited = papers.flatMap(({ claims }) => claims.flatMap((claim) => claim.experiences));
    expect(papers).toHaveLength(5);
    expect(cited.length).toBeGreaterThan(5);
    expect(cited.every((id) => ids.includes(id))).toBe(true);
  });

  test('wins were won before today', () => {
    for (const id of ['movement-for-change', 'peoples-assembly']) {
      const { wins } = all.get(id)!;
      expect(wins).toHaveLength(6);
      expect(
        wins.every(({ startsAt, createdAt }) => startsAt <= createdAt && createdAt < NOW),
      ).toBe(true);
    }
  });
});
