import { once } from 'node:events';
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { GraphQLError, graphql, parse } from 'graphql';
import { CONTRACTS } from './contracts.ts';
import type { Contract } from './contracts.ts';

export interface Sent {
  query: string;
  variables?: Record<string, unknown>;
  operationName?: string;
}

/** How an owner answers: by its schema, never, or with this response. */
export type Behaviour = 'healthy' | 'hanging' | ((response: ServerResponse) => void);

const fields = (owner: string, cards: readonly { __typename: string; id: string }[]) => {
  const idea = (id: string) => ({
    __typename: id.includes(':event:') ? 'Event' : 'PolicyIdea',
    id,
    title: `title of ${id}`,
    name: `name of ${id}`,
    review: `review of ${id}`,
    body: () => {
      if (!id.endsWith('9')) return `${owner} on ${id}`;
      throw new GraphQLError('There is no such body.', { extensions: { code: 'NOT_FOUND' } });
    },
    author: { name: `author of ${owner}`, motto: id.endsWith('8') ? null : 'Onward' },
  });
  const entity = { __resolveReference: ({ id }: { id: string }) => idea(id) };
  return {
    PolicyIdea: entity,
    Event: entity,
    Node: { __resolveType: ({ __typename }: { __typename: string }) => __typename },
    Thing: { __resolveType: ({ __typename }: { __typename: string }) => __typename },
    Query: {
      organisationIdea: (_: unknown, { id }: { id: string }) => idea(id),
      nodes: (_: unknown, { ids }: { ids: string[] }) => ids.map(idea),
      viewer: () => ({ name: `a caller of ${owner}`, motto: 'Onward' }),
      policyIdeas: () => ({
        edges: cards
          .filter(({ __typename }) => __typename === 'PolicyIdea')
          .map((node) => ({ node })),
      }),
      anything: () => cards,
      ideaPairs: () => cards.map((card) => [null, card]),
    },
    Mutation: {
      submit: (_: unknown, { input }: { input: { title: string } }) => ({
        ...idea(`${owner}:idea:01JBXYZ0000000000000000000`),
        title: input.title,
      }),
    },
  };
};

function schemaOf(contract: Contract, resolvers: ReturnType<typeof fields>) {
  const typeDefs = parse(CONTRACTS[contract]);
  const names = new Set(
    typeDefs.definitions.flatMap((node) => ('name' in node && node.name ? [node.name.value] : [])),
  );
  const declared = Object.entries(resolvers).filter(([name]) => names.has(name));
  const ofContract = declared.map(([name, all]) => {
    const fieldsOfContract = Object.entries(all).filter(
      ([key]) => key.startsWith('__') || CONTRACTS[contract].includes(` ${key}`),
    );
    return [name, Object.fromEntries(fieldsOfContract)];
  });
  return buildSubgraphSchema({ typeDefs, resolvers: Object.fromEntries(ofContract) });
}

/** An organisation's server on the loopback address, with one path for each contract that it serves. */
export async function anOwner(
  owner: string,
  contracts: readonly Contract[],
  cards: readonly { __typename: string; id: string }[] = [],
) {
  const resolvers = fields(owner, cards);
  const schemas = new Map(contracts.map((name) => [`/${name}`, schemaOf(name, resolvers)]));
  const sockets = new Set<Socket>();
  const state = { behaviour: 'healthy' as Behaviour, connections: 0, requests: [] as Sent[] };

  const respond = async (request: IncomingMessage, response: ServerResponse) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const sent = JSON.parse(Buffer.concat(chunks).toString()) as Sent;
    state.requests.push(sent);
    if (state.behaviour === 'hanging') return;
    if (state.behaviour !== 'healthy') return state.behaviour(response);
    const schema = schemas.get(request.url ?? '');
    if (!schema) return void response.writeHead(404).end();
    const { query: source, variables: variableValues, operationName } = sent;
    const answer = await graphql({ schema, source, variableValues, operationName });
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
  };
  const server = createServer((request, response) => void respond(request, response));
  server.on('connection', (socket) => {
    state.connections += 1;
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const kill = async () => {
    const closed = once(server, 'close');
    server.close();
    for (const socket of sockets) socket.resetAndDestroy();
    await closed;
  };
  return {
    owner,
    contracts,
    state,
    url: `http://127.0.0.1:${port}`,
    kill,
    close: () => (server.listening ? kill() : Promise.resolve()),
  };
}

export type Owner = Awaited<ReturnType<typeof anOwner>>;
