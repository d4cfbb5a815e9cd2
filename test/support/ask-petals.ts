/** Asks a house that has the `Petal` of docs/guides/add-a-type.md, and says what it found out; run in a copy alone. */
import { aHouse } from './house.ts';
import { until } from './until.ts';

const house = await aHouse({ sample: false });
const ann = await house.token('unite:member:01JBXYZ0000000000000000001');
const bob = await house.token('unite:member:01JBXYZ0000000000000000002');

type Fields = Record<string, unknown>;
interface List {
  edges: { node: Fields; card: Fields }[];
  facets: { colours: Fields[] };
}

const GIVE = `mutation { givePetal(input: { organisation: "unite", title: "They listened", text: "To the end.", colour: RED }) {
  petal { id title colour } userErrors { code } } }`;
const given = await house.ask<{ givePetal: { petal: { id: string } } }>(GIVE, {}, ann);
const petal = given.data?.givePetal.petal.id ?? '';

const paint = async (id: string, token?: string): Promise<string> => {
  const { errors } = await house.ask(
    `mutation ($id: ID!) { paintPetal(input: { petal: $id, colour: WHITE, reason: "Snow" }) { petal { colour } } }`,
    { id },
    token,
  );
  return errors ? String(errors[0]?.extensions['code']) : 'done';
};

const LISTS = `{
  node(id: "${petal}") { __typename ... on Petal { title colour text } }
  organisation(id: "unite") { petals { edges { node { title colour } } } }
  petals(filter: { colours: [RED] }) { edges { node { title colour } } facets { colours { colour count } } }
  search(text: "listened") { edges { card { type title } } }
}`;
interface Lists {
  node: Fields;
  organisation: { petals: List };
  petals: List;
  search: List;
}
const read = async () => (await house.ask<Lists>(LISTS)).data;
await until(
  'the petal in the catalogue',
  10_000,
  async () => (await read())?.petals.edges.length === 1,
);
const lists = await read();

const refused = {
  visitor: await paint(petal),
  another: await paint(petal, bob),
  malformed: await paint('unite:petal:mine', ann),
  'not there': await paint(petal.slice(0, -1) + (petal.endsWith('0') ? '1' : '0'), ann),
  giver: await paint(petal, ann),
};

process.stdout.write(
  JSON.stringify({
    given: given.data?.givePetal,
    node: lists?.node,
    own: lists?.organisation.petals.edges.map(({ node }) => node),
    listed: lists?.petals.edges.map(({ node }) => node),
    counted: lists?.petals.facets.colours,
    searched: lists?.search.edges,
    refused,
  }),
);
await house.close();
