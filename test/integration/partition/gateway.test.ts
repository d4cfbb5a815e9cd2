import { afterEach, expect, test } from '@jest/globals';
import { EXECUTOR } from '../../support/executor.ts';
import { aCoalition, eventOf, ideaOf } from './a-coalition.ts';

const opened: { close: () => Promise<void> }[] = [];
const coalitionOf = async (options: Parameters<typeof aCoalition>[0]) => {
  const coalition = await aCoalition(options);
  opened.push(coalition);
  return coalition;
};
afterEach(async () => {
  for (const { close } of opened.splice(0)) await close();
});

const IDS = [
  ideaOf('labour', 1),
  ideaOf('unite', 1),
  ideaOf('progress', 1),
  ideaOf('unite', 2),
  ideaOf('labour', 2),
];
const LIST = '{ policyIdeas { edges { node { id title body } } } }';
const bodies = (data: unknown) =>
  (data as { policyIdeas: { edges: { node: { body: string | null } }[] } }).policyIdeas.edges.map(
    ({ node }) => node.body,
  );
const bodyOf = (id: string) => `${id.split(':')[0]} on ${id}`;

const submit = (key: string, organisation: string) =>
  `${key}: submit(input: { organisation: "${organisation}", title: "${key}" }) { title review }`;

test('a list of cards with bodies asks each owner once, whatever is on it', async () => {
  const { ask, owners } = await coalitionOf({ ids: IDS });
  const { data, errors } = await ask(LIST);
  expect(errors).toBeUndefined();
  expect(bodies(data)).toEqual(IDS.map(bodyOf));
  for (const { state } of Object.values(owners)) expect(state.requests).toHaveLength(1);
});

test('the fields of an owner that is killed are null, each with an error at the client’s path', async () => {
  const { ask, owners } = await coalitionOf({ ids: IDS });
  await ask(LIST);
  await owners.unite.kill();
  const { data, errors } = await ask(LIST);
  expect(bodies(data)).toEqual(IDS.map((id) => (id.startsWith('unite') ? null : bodyOf(id))));
  expect(errors).toEqual(
    [1, 3].map((index) => ({
      message: 'The organisation "unite" is unavailable.',
      path: ['policyIdeas', 'edges', index, 'node', 'body'],
      extensions: {
        code: 'ORGANISATION_UNAVAILABLE',
        organisation: 'unite',
        serviceName: 'organisation',
      },
    })),
  );
});

test('the errors that owners answer reach the client’s paths', async () => {
  const ids = [ideaOf('unite', 1), ideaOf('unite', 9), ideaOf('labour', 8)];
  const { ask } = await coalitionOf({ ids: [...ids, ideaOf('unite', 9)] });
  const { data, errors } = await ask(
    '{ policyIdeas { edges { node { body author { name motto } } } } }',
  );
  expect(bodies(data)).toEqual([bodyOf(ids[0]!), null, bodyOf(ids[2]!), null]);
  const received = errors!.map(({ path, extensions }) => [path!.slice(2).join('.'), extensions]);
  expect(received).toEqual([
    ['1.node.body', { code: 'NOT_FOUND', organisation: 'unite', serviceName: 'organisation' }],
    [
      '2.node.author.motto',
      { code: 'ORGANISATION_ERROR', organisation: 'labour', serviceName: 'organisation' },
    ],
    ['3.node.body', { code: 'NOT_FOUND', organisation: 'unite', serviceName: 'organisation' }],
  ]);
});

test('an idea that is in the answer several times has an object of its own each time', async () => {
  const ids = [ideaOf('unite', 1), ideaOf('unite', 1)];
  const { ask, owners } = await coalitionOf({ ids });
  const { data } = await ask(
    '{ policyIdeas { edges { node { author { name } } } } ideaPairs { author { motto } body } }',
  );
  expect(data).toEqual({
    policyIdeas: { edges: ids.map(() => ({ node: { author: { name: 'author of unite' } } })) },
    ideaPairs: ids.map((id) => [null, { author: { motto: 'Onward' }, body: bodyOf(id) }]),
  });
  for (const { variables } of owners.unite.state.requests)
    expect(variables!['representations']).toHaveLength(1);
});

test('a field of a contract that an owner does not serve is null, without an error', async () => {
  const { ask } = await coalitionOf({ ids: IDS });
  expect(await ask('{ policyIdeas { edges { node { review } } } }')).toEqual({
    data: {
      policyIdeas: {
        edges: IDS.map((id) => ({
          node: { review: id.startsWith('labour') ? `review of ${id}` : null },
        })),
      },
    },
  });
});

test('a list of nodes is split between its owners', async () => {
  const { ask, owners } = await coalitionOf({ ids: [] });
  await owners.progress.kill();
  const ids = [eventOf('labour', 1), IDS[2], IDS[1], 'nosuch', eventOf('labour', 1)];
  const { data, errors } = await ask(
    'query ($ids: [ID!]!) { things: nodes(ids: $ids) { id ... on Event { name } ... on PolicyIdea { title review } } }',
    { ids },
  );
  const event = { id: ids[0], name: `name of ${ids[0]}` };
  const idea = { id: ids[2], title: `title of ${ids[2]}`, review: null };
  expect(data).toEqual({ things: [event, null, idea, null, event] });
  expect(errors).toMatchObject([{ path: ['things', 1], extensions: { organisation: 'progress' } }]);
});

test('an organisation’s own page needs no coalition', async () => {
  const { ask, owners } = await coalitionOf({ ids: [] });
  await owners.coalition.kill();
  const query = `{ a: organisationIdea(id: "${IDS[0]}") { body } b: organisationIdea(id: "${IDS[1]}") { body } viewer { name } }`;
  expect(await ask(query, undefined, 'progress')).toEqual({
    data: {
      a: { body: bodyOf(IDS[0]!) },
      b: { body: bodyOf(IDS[1]!) },
      viewer: { name: 'a caller of progress' },
    },
  });
});

test('mutations run in the order written, across their owners', async () => {
  const { ask, owners } = await coalitionOf({ ids: [] });
  await owners.labour.kill();
  const order: string[] = [];
  for (const { owner, state } of [owners.unite, owners.progress]) {
    const requests = state.requests;
    requests.push = (...sent) => {
      order.push(owner);
      return Array.prototype.push.apply(requests, sent);
    };
  }
  const { data, errors } = await ask(
    `mutation { ${submit('a', 'unite')} ${submit('b', 'labour')} ${submit('c', 'nosuch')} ${submit('d', 'progress')} ${submit('e', 'unite')} }`,
  );
  expect(data).toEqual({
    a: { title: 'a', review: null },
    b: null,
    c: null,
    d: { title: 'd', review: null },
    e: { title: 'e', review: null },
  });
  expect(order).toEqual(['unite', 'progress', 'unite']);
  expect(errors).toEqual([
    {
      message: 'The organisation "labour" is unavailable.',
      path: ['b'],
      extensions: {
        code: 'ORGANISATION_UNAVAILABLE',
        organisation: 'labour',
        serviceName: 'organisation',
      },
    },
    {
      message: 'input.organisation: there is no organisation with the id "nosuch".',
      path: ['c'],
      extensions: {
        code: 'BAD_USER_INPUT',
        argument: 'input.organisation',
        serviceName: 'organisation',
      },
    },
  ]);
});

test('an owner that hangs delays the answer by its timeout', async () => {
  const { ask, owners } = await coalitionOf({ ids: IDS, timeoutMs: 300 });
  owners.progress.state.behaviour = 'hanging';
  const begun = performance.now();
  const { data, errors } = await ask(LIST);
  const elapsed = performance.now() - begun;
  expect(bodies(data)).toEqual(IDS.map((id) => (id.startsWith('progress') ? null : bodyOf(id))));
  expect(errors).toHaveLength(1);
  expect(elapsed).toBeGreaterThan(290);
  expect(elapsed).toBeLessThan(2_000);
});

test('fifty requests one after the other use one connection to each owner', async () => {
  const { ask, owners } = await coalitionOf({ ids: IDS });
  for (let request = 0; request < 50; request += 1) await ask(LIST);
  for (const { state } of Object.values(owners)) {
    expect(state.requests).toHaveLength(50);
    expect(state.connections).toBe(1);
  }
});

(EXECUTOR === 'own' ? test : test.skip)(
  'equal queries of one caller at the same time are one to the owners',
  async () => {
    const { ask, owners } = await coalitionOf({ ids: IDS });
    const homes = ['labour', 'labour', 'unite', undefined, undefined, undefined];
    const answers = await Promise.all(homes.map((home) => ask(LIST, undefined, home)));
    for (const { data, errors } of answers) {
      expect(errors).toBeUndefined();
      expect(bodies(data)).toEqual(IDS.map(bodyOf));
    }
    for (const { state } of Object.values(owners)) expect(state.requests).toHaveLength(3);
  },
);

// The gateway counts the indexes of errors over all objects at a path, but sends only those that a fetch is for.
test('errors reach their own objects in a list of mixed types', async () => {
  const ids = [eventOf('labour', 1), ideaOf('labour', 9), eventOf('unite', 1), ideaOf('unite', 1)];
  const { ask, owners } = await coalitionOf({ ids: [...ids, ideaOf('labour', 9)] });
  await owners.unite.kill();
  const { data, errors } = await ask('{ anything { ... on PolicyIdea { body author { name } } } }');
  const author = { name: 'author of labour' };
  expect(data).toEqual({
    anything: [
      {},
      { body: null, author },
      {},
      { body: null, author: null },
      { body: null, author },
    ],
  });
  expect(errors!.map(({ path, extensions }) => [path!.join('.'), extensions?.['code']])).toEqual([
    ['anything.1.body', 'NOT_FOUND'],
    ['anything.3.author', 'ORGANISATION_UNAVAILABLE'],
    ['anything.3.body', 'ORGANISATION_UNAVAILABLE'],
    ['anything.4.body', 'NOT_FOUND'],
  ]);
});

test('errors reach their own objects in lists of lists', async () => {
  const { ask, owners } = await coalitionOf({ ids: IDS });
  await owners.progress.kill();
  const { errors } = await ask('{ ideaPairs { id body } }');
  expect(errors!.map(({ path }) => path)).toEqual([['ideaPairs', 2, 1, 'body']]);
});
