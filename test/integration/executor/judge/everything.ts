/** One graphql-js server that has all rows: the judge. */
import {
  type DocumentNode,
  execute,
  type ExecutionResult,
  GraphQLError,
  type GraphQLResolveInfo,
  type GraphQLSchema,
  isNonNullType,
} from 'graphql';
import { contractOf, ORGANISATIONS, servesContract } from './contracts.ts';
import { type Asked, isMissing, ownerOfId, type Row, rowOf, valueOf, type World } from './world.ts';

/** The null of a row that its owner does not have, where none may be. */
export class NoRow extends GraphQLError {
  constructor() {
    super('There is no such row.');
  }
}

/** Thrown where an owner is asked that does not have the row. */
class Absent extends Error {}

type Arguments = Readonly<Record<string, unknown>>;

/** Answers an operation from all rows of a world. */
export async function answerFromEverything(
  schema: GraphQLSchema,
  document: DocumentNode,
  variableValues: Record<string, unknown>,
  world: World,
): Promise<ExecutionResult> {
  return execute({
    schema,
    document,
    variableValues,
    typeResolver: ({ __typename: typename }: Row) => typename,
    fieldResolver: (source: Row | undefined, args: Arguments, _context, info) => {
      try {
        return source ? ofRow(world, source, args, info) : ofRoot(world, args, info);
      } catch (error) {
        if (!(error instanceof Absent)) throw error;
        if (isNonNullType(info.returnType)) throw new NoRow();
        return null;
      }
    },
  });
}

/** A field of a row: of its own answer, or of the owner of its id, who is asked for it. */
function ofRow(world: World, row: Row, args: Arguments, info: GraphQLResolveInfo): unknown {
  const { name } = info.parentType;
  const { fieldName } = info;
  if (fieldName === 'id') return row.id;
  const contract = contractOf(name, fieldName);
  if (`${name}.${fieldName}` === 'Event.shout') requireRow(world, row, 'coalition');
  const { owner } = contract === row.contract ? row : requireRow(world, row, contract);
  return valueOf(world, { contract, owner, row }, args, info);
}

/** The owner who answers for a row in another contract. */
function requireRow(world: World, row: Row, contract: Asked['contract']): { owner: string } {
  if (contract === row.contract) return row;
  const id = row.id ?? '';
  const owner = contract === 'coalition' ? 'coalition' : ownerOfId(id);
  if (!servesContract(owner, contract)) throw new Absent();
  needUp(world, owner);
  if (isMissing(world, contract, id)) throw new Absent();
  return { owner };
}

function ofRoot(world: World, args: Arguments, info: GraphQLResolveInfo): unknown {
  const { fieldName } = info;
  const contract = contractOf(info.parentType.name, fieldName);
  if (contract === 'coalition') {
    needUp(world, 'coalition');
    return valueOf(world, { contract, owner: 'coalition', row: null }, args, info);
  }
  if (fieldName === 'nodes')
    return (args['ids'] as string[]).map((id) => {
      try {
        return nodeOf(world, id);
      } catch (error) {
        return error;
      }
    });
  const input = (args['input'] ?? args) as Arguments;
  const id = String(input['organisation'] ?? input['id']);
  if (fieldName === 'node') return nodeOf(world, id);
  const owner = needOwner(id);
  const isServed = servesContract(owner, contract);
  if (!isServed && info.parentType.name === 'Mutation') throw new GraphQLError('No such owner.');
  // Where none serves it, a field is null: an error where it may not be.
  if (!isServed) return null;
  needUp(world, owner);
  return valueOf(world, { contract, owner, row: null }, args, info);
}

function nodeOf(world: World, id: string): Row | null {
  const owner = needOwner(id);
  if (!ORGANISATIONS.some((one) => one === owner)) return null;
  needUp(world, owner);
  return rowOf(world, 'organisation', owner, id);
}

function needOwner(id: string): string {
  const owner = ownerOfId(id);
  if (owner === '') throw new GraphQLError(`"${id}" is no id.`);
  return owner;
}

function needUp({ down }: World, owner: string): void {
  if (down.has(owner)) throw new GraphQLError(`${owner} is down.`);
}
