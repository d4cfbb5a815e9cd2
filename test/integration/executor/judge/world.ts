/** A world whose every row and every fault follows from a seed, as its owners and one server over everything see it. */
import {
  GraphQLError,
  type GraphQLOutputType,
  type GraphQLResolveInfo,
  isCompositeType,
  isEnumType,
  isListType,
  isNonNullType,
} from 'graphql';
import { ownerOf, parseGlobalId } from '../../../../schema/global-id.ts';
import { type Contract, membersOf, ORGANISATIONS } from './contracts.ts';
import { hash, shareOf } from './random.ts';

export interface World {
  readonly seed: string;
  /** The share of fields that fail, and half of it of those that are null. */
  readonly faults: number;
  /** The share of rows that an owner does not have. */
  readonly missing: number;
  readonly down: ReadonlySet<string>;
  /** How often each owner was written to. */
  readonly writes: Map<string, number>;
}

/** An object of an answer: its contract and owner are those that answered the field that has it. */
export interface Row {
  readonly __typename: string;
  readonly id?: string;
  readonly key: string;
  readonly contract: Contract;
  readonly owner: string;
}

const ID_TYPES: Readonly<Record<string, string>> = {
  Idea: 'idea',
  Event: 'event',
  Person: 'member',
  Comment: 'comment',
};
const TYPES = new Map(Object.entries(ID_TYPES).map(([type, word]) => [word, type]));

export const idOf = (type: string, owner: string, number: number): string =>
  `${owner}:${ID_TYPES[type]}:${String(number).padStart(26, '0')}`;

/** The type of an id that some owner may have a row for. */
const typeOfId = (id: string): string | undefined => TYPES.get(parseGlobalId(id)?.type ?? '');

/** Whether an owner has no row for an id in a contract. */
export const isMissing = ({ seed, missing }: World, contract: Contract, id: string): boolean =>
  shareOf(`${seed} missing ${contract} ${id}`) < missing;

/** The row of an id at an owner; null where it has none. */
export function rowOf(world: World, contract: Contract, owner: string, id: unknown): Row | null {
  const typename = typeof id === 'string' ? typeOfId(id) : undefined;
  if (typename === undefined || typeof id !== 'string' || isMissing(world, contract, id))
    return null;
  return { __typename: typename, id, key: `${typename} ${id}`, contract, owner };
}

/** Who answers a field, and for which row; the row is null at the root. */
export interface Asked {
  readonly contract: Contract;
  readonly owner: string;
  readonly row: Row | null;
}

/**
 * The value of a field at its owner.
 * @throws GraphQLError where the world has a fault
 */
export function valueOf(
  world: World,
  { contract, owner, row }: Asked,
  args: Readonly<Record<string, unknown>>,
  info: GraphQLResolveInfo,
): unknown {
  const { parentType, fieldName, returnType } = info;
  if (row && fieldName === 'id') return row.id;
  const at = row?.key ?? owner;
  const written = parentType.name === 'Mutation' ? writeTo(world, owner) : '';
  const key = `${parentType.name}.${fieldName} ${at} ${textOf(args)} ${written}`;
  const share = shareOf(`${world.seed} ${key}`);
  if (share < world.faults) throw new GraphQLError(`A fault of ${parentType.name}.${fieldName}.`);
  if (share < world.faults * 1.5) return null;
  return make(returnType, key, { contract, owner, row });
}

function writeTo({ writes }: World, owner: string): string {
  const count = (writes.get(owner) ?? 0) + 1;
  writes.set(owner, count);
  return `write ${count}`;
}

const textOf = (value: unknown): string =>
  JSON.stringify(value, (_key, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );

const TEXTS = ['plain', 'a "quote" \\ \n', 'é漢😀', '\u2028<\u0001\ud800', ''];

function make(type: GraphQLOutputType, key: string, asked: Asked): unknown {
  if (isNonNullType(type)) return make(type.ofType, key, asked);
  const number = hash(`${key} value`);
  if (isListType(type)) {
    const canBeNull = !isNonNullType(type.ofType);
    return Array.from({ length: number % 4 }, (_, at) =>
      canBeNull && hash(`${key} ${at} null`) % 6 === 0
        ? null
        : make(type.ofType, `${key} ${at}`, asked),
    );
  }
  if (isCompositeType(type)) return makeRow(type.name, key, asked);
  if (isEnumType(type)) return ['HAPPY', 'SAD', 'ANGRY'][number % 3];
  switch (type.name) {
    case 'Int':
      return (number % 2_000) - 1_000;
    case 'Float':
      return (number % 1_000) / 8;
    case 'Boolean':
      return number % 2 === 0;
    case 'DateTime':
      return new Date(number * 1_000).toISOString();
    default:
      return `${TEXTS[number % 5]} ${number % 7}`;
  }
}

function makeRow(typename: string, key: string, { contract, owner }: Asked): Row {
  const members = membersOf(contract, typename);
  const name = members[hash(`${key} type`) % members.length]!;
  const row = { __typename: name, key, contract, owner };
  if (!(name in ID_TYPES)) return row;
  const ofOwner = ORGANISATIONS[hash(`${key} owner`) % ORGANISATIONS.length]!;
  const id = idOf(name, ofOwner, hash(`${key} id`) % 7);
  return { ...row, id, key: `${name} ${id}` };
}

/** The owner of a row by its id. */
export const ownerOfId = (id: string): string => ownerOf(id) ?? '';
