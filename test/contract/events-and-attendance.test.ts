import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { eventModel } from '../../subgraphs/organisation/events/event.ts';
import { newId } from '../../subgraphs/framework/ids.ts';
import { dataOf, refusalsOf } from '../support/answer.ts';
import type { TestHouse } from '../support/house.ts';
import { aFullHouse } from './full-house.ts';
import {
  anEventAt,
  answerTo,
  type EventView,
  inHours,
  readEvent,
  rsvp,
  schedule,
} from './events.ts';
import { inBothLists } from './lists.ts';
import {
  editorToken,
  memberToken,
  neighbourOf,
  organiserToken,
  ORGANISATION,
  ORGANISATIONS,
} from './people.ts';

let house: TestHouse;
beforeAll(async () => {
  house = await aFullHouse();
});
afterAll(() => house?.close());

/** Tokens of so many people, of all organisations. */
const guests = (count: number): Promise<string[]> =>
  Promise.all(
    Array.from({ length: count }, (_, at) => memberToken(house, ORGANISATIONS[at % 5]!, `${at}`)),
  );

const GUEST_LIST = `query ($id: ID!, $first: Int, $after: String) {
  node(id: $id) { ... on Event { attendees(first: $first, after: $after) {
    totalCount pageInfo { hasNextPage endCursor } edges { node { id status member { id } } }
  } } }
}`;
interface GuestList {
  totalCount: number;
  pageInfo: { hasNextPage: boolean; endCursor: string | null };
  edges: { node: { id: string; status: string; member: { id: string } | null } }[];
}
const guestList = async (id: string, token?: string, args: object = {}) =>
  dataOf(
    await house.ask<{ node: { attendees: GuestList | null } }>(GUEST_LIST, { id, ...args }, token),
  ).node.attendees;

describe('an event of an organisation', () => {
  const organisation = ORGANISATION;

  test('is there as its organiser announced it, with nobody in it', async () => {
    const input = {
      name: 'Door-knocking in Roath',
      summary: 'We knock on doors.',
      description: 'Bring a **coat**.',
      kind: 'CANVASS',
      startsAt: inHours(24),
      endsAt: inHours(27),
      timeZone: 'Europe/Dublin',
      capacity: 12,
    };
    const place = { name: 'The library', address: 'High Street', latitude: 51.5, longitude: -3.2 };
    const where = { place: { ...place, area: 'wales' }, onlineUrl: null };
    const { id } = await anEventAt(house, organisation, {
      ...input,
      ...where,
      themes: ['democracy'],
    });
    expect(await readEvent(house, id)).toEqual({
      ...input,
      id,
      organisation: { id: organisation },
      themes: [{ id: 'democracy' }],
      place: { ...place, area: { id: 'wales' } },
      online: false,
      onlineUrl: null,
      status: 'SCHEDULED',
      remaining: 12,
      rsvpCounts: { going: 0, maybe: 0, waitlisted: 0 },
      viewerAttendance: null,
    });
  });

  test('is announced by its own organisers alone', async () => {
    const tokens = [
      await memberToken(house, organisation),
      await editorToken(house, organisation),
      await organiserToken(house, neighbourOf(organisation)),
    ];
    for (const token of tokens)
      expect(refusalsOf(await schedule(house, { organisation }, token))).toEqual([
        { code: 'FORBIDDEN' },
      ]);
  });

  test('stands in both lists as soon as it is announced, with each answer counted', async () => {
    const { id, name } = await anEventAt(house, organisation, { capacity: 2 });
    const token = await memberToken(house, neighbourOf(organisation));
    const selection = '{ id name remaining rsvpCounts { going } viewerAttendance { status } }';
    const inLists = async () =>
      (
        await inBothLists<EventView>(
          house,
          'events',
          organisation,
          { first: 1 },
          { selection, token },
        )
      ).flat();
    expect(await inLists()).toEqual(
      Array(2).fill({ id, name, remaining: 2, rsvpCounts: { going: 0 }, viewerAttendance: null }),
    );
    await answerTo(house, id, 'GOING', token);
    const viewerAttendance = { status: 'GOING' };
    expect(await inLists()).toEqual(
      Array(2).fill({ id, name, remaining: 1, rsvpCounts: { going: 1 }, viewerAttendance }),
    );
  });

  test('is answered by members of every organisation, the last answer standing', async () => {
    const { id } = await anEventAt(house, organisation);
    for (const [at, home] of ORGANISATIONS.entries()) {
      const token = await memberToken(house, home);
      await answerTo(house, id, 'MAYBE', token);
      const attendance = await answerTo(house, id, 'GOING', token);
      expect(attendance).toMatchObject({
        status: 'GOING',
        event: { id, rsvpCounts: { going: at + 1, maybe: 0, waitlisted: 0 } },
      });
      expect((await readEvent(house, id, token))!.viewerAttendance).toEqual({
        id: attendance.id,
        status: 'GOING',
      });
      const left = await answerTo(house, id, 'NOT_GOING', token);
      expect(left).toMatchObject({ id: attendance.id, event: { rsvpCounts: { going: at } } });
      await answerTo(house, id, 'GOING', token);
    }
  });

  test('never has more guests than places, when thirty people answer at once', async () => {
    const { id } = await anEventAt(house, organisation, { capacity: 7 });
    const tokens = await guests(30);
    const given = await Promise.all(tokens.map((token) => answerTo(house, id, 'GOING', token)));
    const statuses = given.map(({ status }) => status).toSorted();
    expect(statuses).toEqual([...Array(7).fill('GOING'), ...Array(23).fill('WAITLISTED')]);
    expect(await readEvent(house, id)).toMatchObject({
      remaining: 0,
      rsvpCounts: { going: 7, maybe: 0, waitlisted: 23 },
    });
    const list = (await guestList(id, await organiserToken(house, organisation), { first: 100 }))!;
    expect(list.totalCount).toBe(30);
    expect(list.edges.map(({ node }) => node.status)).toEqual([
      ...Array(7).fill('GOING'),
      ...Array(23).fill('WAITLISTED'),
    ]);
  });

  test('gives a place that comes free to the head of the waiting list', async () => {
    const { id } = await anEventAt(house, organisation, { capacity: 2 });
    const tokens = await guests(5);
    for (const token of tokens) await answerTo(house, id, 'GOING', token);
    const statuses = () =>
      Promise.all(
        tokens.map(async (token) => (await readEvent(house, id, token))!.viewerAttendance!.status),
      );
    expect(await statuses()).toEqual(['GOING', 'GOING', 'WAITLISTED', 'WAITLISTED', 'WAITLISTED']);
    await answerTo(house, id, 'NOT_GOING', tokens[0]!);
    expect(await statuses()).toEqual(['NOT_GOING', 'GOING', 'GOING', 'WAITLISTED', 'WAITLISTED']);
    await answerTo(house, id, 'MAYBE', tokens[3]!);
    await answerTo(house, id, 'MAYBE', tokens[1]!);
    expect(await statuses()).toEqual(['NOT_GOING', 'MAYBE', 'GOING', 'MAYBE', 'GOING']);
    // Who gave up a place and comes back stands behind those who waited.
    await answerTo(house, id, 'GOING', tokens[0]!);
    expect(await statuses()).toEqual(['WAITLISTED', 'MAYBE', 'GOING', 'MAYBE', 'GOING']);
  });

  test('has a person once, however often they answer at the same time', async () => {
    const { id } = await anEventAt(house, organisation, { capacity: 2 });
    const token = await memberToken(house, neighbourOf(organisation));
    await Promise.all(
      Array.from({ length: 10 }, (_, at) => answerTo(house, id, at % 2 ? 'GOING' : 'MAYBE', token)),
    );
    await answerTo(house, id, 'GOING', token);
    expect((await readEvent(house, id))!.rsvpCounts).toEqual({ going: 1, maybe: 0, waitlisted: 0 });
    const list = await guestList(id, await organiserToken(house, organisation));
    expect(list!.totalCount).toBe(1);
  });

  test('tells its organisers who a guest is, where it is a member of theirs', async () => {
    const { id } = await anEventAt(house, organisation);
    const own = await answerTo(house, id, 'GOING', await house.tokenOf(organisation));
    await answerTo(house, id, 'GOING', await memberToken(house, neighbourOf(organisation)));
    const list = (await guestList(id, await organiserToken(house, organisation)))!;
    expect(own.member!.id).toMatch(new RegExp(`^${organisation}:member:`));
    expect(list.edges.map(({ node }) => node.member)).toEqual([own.member, null]);
  });

  test('keeps the place of who gives the same answer again', async () => {
    const { id } = await anEventAt(house, organisation, { capacity: 1 });
    const [first, second] = await guests(2);
    await answerTo(house, id, 'GOING', first!);
    await answerTo(house, id, 'GOING', second!);
    expect((await answerTo(house, id, 'GOING', first!)).status).toBe('GOING');
  });

  test('shows its guests to its own organisers alone, first come first', async () => {
    const { id } = await anEventAt(house, organisation);
    const tokens = await guests(5);
    for (const token of tokens) await answerTo(house, id, 'GOING', token);
    const organiser = await organiserToken(house, organisation);
    const seen: GuestList['edges'][number]['node'][] = [];
    let after: string | null = null;
    do {
      const page: GuestList = (await guestList(id, organiser, { first: 2, after }))!;
      seen.push(...page.edges.map(({ node }) => node));
      after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
    } while (after !== null);
    expect(seen.map(({ status }) => status)).toEqual(Array(5).fill('GOING'));
    expect(new Set(seen.map((guest) => guest.id)).size).toBe(5);
    const others = [
      undefined,
      tokens[0],
      await memberToken(house, organisation),
      await editorToken(house, organisation),
      await organiserToken(house, neighbourOf(organisation)),
    ];
    for (const token of others) expect(await guestList(id, token)).toBeNull();
  });

  test('tells where to join online to who has a place, and to nobody who has none', async () => {
    const { id } = await anEventAt(house, organisation, { capacity: 1 });
    const [going, waiting, maybe] = await guests(3);
    await answerTo(house, id, 'GOING', going!);
    await answerTo(house, id, 'GOING', waiting!);
    await answerTo(house, id, 'MAYBE', maybe!);
    const urlFor = async (token?: string) => (await readEvent(house, id, token))!.onlineUrl;
    expect(await urlFor(going)).toBe('https://meet.example/secret-room');
    for (const token of [waiting, maybe, undefined, await memberToken(house, organisation, 'Cy')])
      expect(await urlFor(token)).toBeNull();
    await answerTo(house, id, 'NOT_GOING', going!);
    expect([await urlFor(going), await urlFor(waiting)]).toEqual([
      null,
      'https://meet.example/secret-room',
    ]);
  });

  test.each([
    ['over', { startsAt: new Date(0), endsAt: new Date(1) }, 'DONE', 'EVENT_OVER'],
    ['cancelled', { status: 'CANCELLED' as const }, 'CANCELLED', 'EVENT_CANCELLED'],
  ])('that is %s takes no answers', async (_title, change, status, code) => {
    const { id } = await anEventAt(house, organisation);
    await eventModel(house.db(organisation)).updateOne({ _id: id }, change);
    const token = await memberToken(house, organisation);
    expect((await readEvent(house, id))!.status).toBe(status);
    expect(dataOf(await rsvp(house, id, 'GOING', token)).rsvp).toEqual({
      attendance: null,
      userErrors: [{ code, field: 'input.event' }],
    });
  });

  test('that is not there takes no answers', async () => {
    const token = await memberToken(house, organisation);
    expect(refusalsOf(await rsvp(house, newId(organisation, 'event'), 'GOING', token))).toEqual([
      { code: 'NOT_FOUND', argument: 'input.event' },
    ]);
  });
});

const NOWHERE = { place: null, onlineUrl: null };
test.each<[string, object, string]>([
  ['a name of two characters', { name: 'ab' }, 'input.name'],
  ['a start in the past', { startsAt: inHours(-1) }, 'input.startsAt'],
  ['an end before its start', { endsAt: inHours(23) }, 'input.endsAt'],
  ['an end a month and more after its start', { endsAt: inHours(24 * 33) }, 'input.endsAt'],
  ['no place and no address online', NOWHERE, 'input.place'],
  ['a time zone that is none', { timeZone: 'Europe/Wherever' }, 'input.timeZone'],
  ['an address that is not of the web', { onlineUrl: 'javascript:alert(1)' }, 'input.onlineUrl'],
  ['no places', { capacity: 0 }, 'input.capacity'],
  ['too many places', { capacity: 100_001 }, 'input.capacity'],
  ['a latitude alone', { place: { name: 'Hall', latitude: 51 } }, 'input.place.latitude'],
  [
    'a latitude beyond the pole',
    { place: { name: 'Hall', latitude: 91, longitude: 0 } },
    'input.place.latitude',
  ],
  ['a place without a name', { place: { name: ' ' } }, 'input.place.name'],
  ['a place in no area', { place: { name: 'Hall', area: 'atlantis' } }, 'input.place.area'],
  [
    'six themes',
    { themes: ['work', 'housing', 'health', 'energy', 'justice', 'culture'] },
    'input.themes',
  ],
  ['a theme that is none', { themes: ['work', 'dragons'] }, 'input.themes.1'],
])('an event with %s is refused, naming the field', async (_title, input, argument) => {
  const token = await organiserToken(house, 'unite');
  expect(refusalsOf(await schedule(house, { organisation: 'unite', ...input }, token))).toEqual([
    { code: 'BAD_USER_INPUT', argument },
  ]);
});
