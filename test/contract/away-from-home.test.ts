import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Caller } from '../../identity/caller.ts';
import { dataOf } from '../support/answer.ts';
import { aMember, anOrganiser } from '../support/callers.ts';
import { aHouse, type TestHouse } from '../support/house.ts';
import { anEventAt, answerTo } from './events.ts';
import { share } from './experiences.ts';
import { anIdeaAt, IDEA, stand, submitIdea, write } from './ideas.ts';
import { COALITION_LIST } from './lists.ts';
import { ORGANISATIONS, organiserToken, othersThan, tokenFor } from './people.ts';

/** A member of one organisation who takes part in everything of all others. */
const HOME = 'unite';
const traveller: Caller = aMember(HOME, 'the traveller');

let house: TestHouse;
/** What they left behind, by organisation. */
const traces = new Map<string, { idea: string; event: string }>();

beforeAll(async () => {
  house = await aHouse({ sample: false });
  const token = await tokenFor(house, traveller);
  for (const organisation of othersThan(HOME)) {
    const { id: idea } = await anIdeaAt(house, organisation);
    const { id: event } = await anEventAt(house, organisation);
    await stand(house, idea, 'SUPPORT', token);
    await write(house, { idea }, token);
    dataOf(await submitIdea(house, { organisation }, token));
    dataOf(await share(house, { organisation }, token));
    await answerTo(house, event, 'GOING', token);
    traces.set(organisation, { idea, event });
  }
  await house.ask('{ policyIdeas { totalCount } }');
});
afterAll(() => house?.close());

/** Everything in an owner's database, as text. */
async function everythingOf(owner: string): Promise<string> {
  const db = house.db(owner).db!;
  const collections = await db.listCollections().toArray();
  const rows = await Promise.all(
    collections.map(({ name }) => db.collection(name).find().toArray()),
  );
  return JSON.stringify(rows);
}

/** Who this person is to an organisation, by each of the collections that they left a trace in. */
async function personsAt(organisation: string): Promise<unknown[]> {
  const db = house.db(organisation);
  const of = async (collection: string, path = 'person') =>
    (await db.collection(collection).distinct(path)) as unknown[];
  const persons = [
    await of('positions'),
    await of('comments'),
    await of('experiences'),
    await of('events', 'guests.person'),
  ];
  return persons.flat();
}

test('no other organisation, nor the coalition, holds the id of the member', async () => {
  const key = traveller.person.split(':').at(-1)!;
  for (const owner of [...othersThan(HOME), 'coalition'])
    expect(await everythingOf(owner)).not.toContain(key);
});

test('they are one and the same pseudonym throughout one organisation', async () => {
  for (const organisation of othersThan(HOME)) {
    const persons = await personsAt(organisation);
    expect(persons).toHaveLength(4);
    expect(new Set(persons).size).toBe(1);
    expect(persons[0]).toMatch(/^pseudonym:[\w-]{43}$/);
  }
});

test('they are another pseudonym in each organisation', async () => {
  const pseudonyms = await Promise.all(
    othersThan(HOME).map(async (organisation) => (await personsAt(organisation))[0]),
  );
  expect(new Set(pseudonyms).size).toBe(4);
});

test('what one organisation holds of them is found nowhere else', async () => {
  for (const organisation of othersThan(HOME)) {
    const [pseudonym] = (await personsAt(organisation)) as string[];
    for (const other of [...ORGANISATIONS, 'coalition'].filter((owner) => owner !== organisation))
      expect(await everythingOf(other)).not.toContain(pseudonym);
  }
});

const PERSON = '{ id displayName }';
const ALL_OF_IDEA = `${IDEA.slice(0, -1)} comments { edges { node { id text author ${PERSON} } } } }`;
const ALL_OF_EVENT = `{
  id name onlineUrl viewerAttendance { id status member ${PERSON} }
  attendees { totalCount edges { cursor node { id status member ${PERSON} } } }
}`;

/** Everything that can be asked about ideas, comments, experiences, events and their guests. */
async function everyAnswer(token: string | undefined): Promise<string> {
  const lists = (whose: string) => {
    const both = `policyIdeas { edges { cursor node ${ALL_OF_IDEA} } } events { edges { cursor node ${ALL_OF_EVENT} } }`;
    return whose === COALITION_LIST
      ? `{ ${both} }`
      : `{ organisation(id: "${whose}") { ${both} } }`;
  };
  const search = `{ search(text: "bench evening") { edges { cursor node { id ... on PolicyIdea ${ALL_OF_IDEA} ... on Event ${ALL_OF_EVENT} } } } }`;
  const queries = [search, ...[COALITION_LIST, ...ORGANISATIONS].map(lists)];
  const answers = await Promise.all(queries.map((query) => house.ask<object>(query, {}, token)));
  for (const answer of answers) dataOf(answer);
  return JSON.stringify(answers);
}

test('no answer to anyone else, organisers among them, holds an id or a pseudonym of theirs', async () => {
  const pseudonyms = (await Promise.all(othersThan(HOME).map(personsAt))).flat() as string[];
  const askers = [
    undefined,
    await tokenFor(house, aMember('labour', 'someone else')),
    ...(await Promise.all(ORGANISATIONS.map((home) => organiserToken(house, home)))),
  ];
  for (const token of askers) {
    const said = await everyAnswer(token);
    expect(said).toContain('How much would it cost?');
    expect(said).not.toContain(traveller.person);
    expect(said).not.toMatch(/pseudonym/i);
    for (const pseudonym of pseudonyms) expect(said).not.toContain(pseudonym.split(':')[1]);
  }
});

test('organisers see that a guest from elsewhere comes, and not who it is', async () => {
  for (const [organisation, { event }] of traces) {
    const organiser = await tokenFor(house, anOrganiser(organisation));
    const query =
      'query ($id: ID!) { node(id: $id) { ... on Event { attendees { edges { node { status member { id } } } } } } }';
    expect(await house.ask(query, { id: event }, organiser)).toEqual({
      data: { node: { attendees: { edges: [{ node: { status: 'GOING', member: null } }] } } },
    });
  }
});

test('they find their own position and place again, wherever they took it', async () => {
  const token = await tokenFor(house, traveller);
  for (const { idea, event } of traces.values()) {
    const query = `query ($idea: ID!, $event: ID!) {
      idea: node(id: $idea) { ... on PolicyIdea { viewerPosition } }
      event: node(id: $event) { ... on Event { viewerAttendance { status } onlineUrl } }
    }`;
    expect(dataOf(await house.ask<object>(query, { idea, event }, token))).toEqual({
      idea: { viewerPosition: 'SUPPORT' },
      event: {
        viewerAttendance: { status: 'GOING' },
        onlineUrl: 'https://meet.example/secret-room',
      },
    });
  }
});
