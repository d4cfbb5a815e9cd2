/** The owners of the small federation, behind the partition as in the gateway. */
import { type DocumentNode, execute, type GraphQLResolveInfo, parse } from 'graphql';
import type { OwnerAnswer, Owners } from '../../../../gateway/partition/owner.ts';
import { PartitionedDataSource } from '../../../../gateway/partition/partitioned-data-source.ts';
import {
  type Contract,
  CONTRACTS,
  contractSchemas,
  documentOf,
  ORGANISATIONS,
  servesContract,
} from './contracts.ts';
import { type Row, rowOf, valueOf, type World } from './world.ts';

/** The context value of a request, with what it asked. */
export interface Context {
  [key: string]: unknown;
  world: World;
  requests: { count: number };
}

const OWNERS: Owners = {
  has: (owner) => owner === 'coalition' || ORGANISATIONS.some((one) => one === owner),
  serves: servesContract,
  of: (contract) =>
    ['coalition', ...ORGANISATIONS].filter((owner) => servesContract(owner, contract)),
  isSuspended: () => false,
};

const schemas = contractSchemas();
const documents = new Map<string, DocumentNode>();

/** The data source of each contract: its owners answer in this process, and their answers are read from JSON. */
export const SOURCES = Object.fromEntries(
  CONTRACTS.map((contract) => [
    contract,
    new PartitionedDataSource<Context, Context>({
      contract,
      document: documentOf(contract),
      owners: OWNERS,
      // The world is of the request, and so is the caller.
      callerOf: (context) => context,
      homeOf: () => ORGANISATIONS[0],
      ask: async ({ owner, query, variables = {}, operationName, caller }) => {
        const { world, requests } = caller as Context;
        requests.count += 1;
        if (world.down.has(owner)) throw new Error(`${owner} is down.`);
        const answer = await execute({
          schema: schemas[contract],
          document: documentFor(query),
          variableValues: JSON.parse(JSON.stringify(variables)) as Record<string, unknown>,
          operationName: operationName ?? null,
          fieldResolver: resolverAt(world, contract, owner),
        });
        return JSON.parse(JSON.stringify(answer)) as OwnerAnswer;
      },
    }),
  ]),
) as Readonly<Record<Contract, PartitionedDataSource<Context, Context>>>;

function documentFor(query: string): DocumentNode {
  const cached = documents.get(query);
  if (cached) return cached;
  if (documents.size > 5_000) documents.clear();
  const document = parse(query, { noLocation: true });
  documents.set(query, document);
  return document;
}

type Arguments = Readonly<Record<string, unknown>>;

/** The resolver of every field at one owner. */
function resolverAt(world: World, contract: Contract, owner: string) {
  const find = (id: unknown) => rowOf(world, contract, owner, id);
  return (
    source: Row | undefined,
    args: Arguments,
    _context: unknown,
    info: GraphQLResolveInfo,
  ) => {
    const row = source ?? null;
    if (!row) {
      if (info.fieldName === '_entities')
        return (args['representations'] as { id: string }[]).map(({ id }) => find(id));
      if (info.fieldName === 'node') return find(args['id']);
      if (info.fieldName === 'nodes') return (args['ids'] as unknown[]).map(find);
    }
    return valueOf(world, { contract, owner, row }, args, info);
  };
}
