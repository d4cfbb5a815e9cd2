import { ApolloGateway } from '@apollo/gateway';
import { ApolloServer } from '@apollo/server';
import { parse } from 'graphql';
import type { GraphQLFormattedError } from 'graphql';
import {
  executorGateway,
  type GatewayInterface,
} from '../../../gateway/executor/executor-gateway.ts';
import type { SendFetch } from '../../../gateway/executor/plan/execution.ts';
import type { Sharing } from '../../../gateway/executor/share-runs.ts';
import { PartitionedDataSource } from '../../../gateway/partition/partitioned-data-source.ts';
import { createUpstream } from '../../../gateway/partition/upstream.ts';
import { EXECUTOR } from '../../support/executor.ts';
import { anOwner } from './an-owner.ts';
import type { Owner } from './an-owner.ts';
import { CONTRACTS, supergraph } from './contracts.ts';
import type { Contract } from './contracts.ts';

process.env['APOLLO_TELEMETRY_DISABLED'] = '1';

type Context = { caller: { home: string } | null };

/** No client of these tests leaves. */
const SHARING: Sharing<Context> = {
  audienceOf: ({ caller }) => JSON.stringify(caller),
  signalOf: () => new AbortController().signal,
  withSignal: (context) => context,
};

type Source = PartitionedDataSource<{ home: string }, Context>;

/** A real gateway, with the executor that the tests are run for. */
function gatewayOver(sources: Readonly<Record<string, Source>>): GatewayInterface {
  const supergraphSdl = supergraph();
  if (EXECUTOR === 'apollo')
    return new ApolloGateway({ supergraphSdl, buildService: ({ name }) => sources[name]! });
  const send: SendFetch<Context> = ({ subgraph, ...request }, context) =>
    sources[subgraph]!.answer(request, context);
  return executorGateway({ supergraphSdl, send, sharing: SHARING });
}

/** The order of errors is the executor's, and means nothing. */
const byPath = (a: GraphQLFormattedError, b: GraphQLFormattedError): number =>
  String(a.path) < String(b.path) ? -1 : 1;

/** The id of the nth idea of an owner. */
export const ideaOf = (owner: string, nth: number) =>
  `${owner}:idea:01JBXYZ${String(nth).padStart(19, '0')}`;
export const eventOf = (owner: string, nth: number) =>
  ideaOf(owner, nth).replace(':idea:', ':event:');

const card = (id: string) => ({
  __typename: id.includes(':event:') ? 'Event' : 'PolicyIdea',
  id,
  title: `card of ${id}`,
});

interface Coalition {
  /** The ids in the coalition's lists. */
  ids: readonly string[];
  timeoutMs?: number;
  maxBytes?: number;
}

/** Three organisations and the coalition behind a real gateway; only labour serves `review`. */
export async function aCoalition({ ids, timeoutMs = 20_000, maxBytes = 100_000 }: Coalition) {
  const all = await Promise.all([
    anOwner('labour', ['organisation', 'review']),
    anOwner('unite', ['organisation']),
    anOwner('progress', ['organisation']),
    anOwner('coalition', ['coalition'], ids.map(card)),
  ]);
  const owners = Object.fromEntries(all.map((owner) => [owner.owner, owner])) as Record<
    'labour' | 'unite' | 'progress' | 'coalition',
    Owner
  >;
  const find = (id: string) => all.find(({ owner }) => owner === id);
  const upstream = createUpstream<{ home: string }>({
    urlOf: (owner, contract) => `${find(owner)?.url}/${contract}`,
    timeoutMs,
    maxBytes,
  });
  const sourceOf = (name: string, sdl: string): Source =>
    new PartitionedDataSource<{ home: string }, Context>({
      contract: name,
      document: parse(sdl),
      owners: {
        has: (owner) => find(owner) !== undefined,
        serves: (owner, contract) => find(owner)?.contracts.includes(contract as Contract) ?? false,
        of: (contract) =>
          all
            .filter(({ contracts }) => contracts.includes(contract as Contract))
            .map(({ owner }) => owner),
        isSuspended: () => false,
      },
      ask: upstream.ask,
      callerOf: ({ caller }) => caller,
      homeOf: ({ home }) => home,
    });
  const sources = Object.fromEntries(
    Object.entries(CONTRACTS).map(([name, sdl]) => [name, sourceOf(name, sdl)]),
  );
  const server = new ApolloServer<Context>({ gateway: gatewayOver(sources) });
  await server.start();

  const ask = async (query: string, variables?: Record<string, unknown>, home?: string) => {
    const { body } = await server.executeOperation(
      { query, ...(variables && { variables }) },
      { contextValue: { caller: home === undefined ? null : { home } } },
    );
    if (body.kind !== 'single') throw new Error('Expected a single result.');
    const { data, errors } = JSON.parse(JSON.stringify(body.singleResult)) as {
      data: Record<string, unknown> | null;
      errors?: GraphQLFormattedError[];
    };
    return errors ? { data, errors: errors.toSorted(byPath) } : { data };
  };
  const close = async () => {
    await server.stop();
    await upstream.close();
    await Promise.all(all.map((owner) => owner.close()));
  };
  return { owners, ask, close };
}
