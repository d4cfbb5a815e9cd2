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
  const isRequiring = `${name}.${fieldName}` === 'Event.shout';
  // What the field requires is asked for first, and then the field, of the owner of the id.
  if (isRequiring && row.contract !== 'coalition') ownerOfRow(world, row, 'coalition');
  const isOfSameAnswer = contract === row.contract && !isRequiring;
  const owner = isOfSameAnswer ? row.owner : ownerOfRow(world, row, contract);
  return valueOf(world, { contract, owner, row }, args, info);
}

/**
 * The owner who is asked for the entity of a row in a contract.
 * @throws Absent where it does not have the row
 */
function ownerOfRow(world: World, { id = '' }: Row, contract: Asked['contract']): string {
  const owner = contract === 'coalition' ? 'coalition' : ownerOfId(id);
  if (!servesContract(owner, contract)) throw new Absent();
  needUp(world, owner);
  if (isMissing(world, contract, id)) throw new Absent();
  return owner;
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
