/**
 * A subgraph whose rows are made up from where they are asked for: the same question has the same answer, and another
 * question another.
 */
import { createHash } from 'node:crypto';
import { buildSubgraphSchema } from '@apollo/subgraph';
import {
  type DocumentNode,
  execute,
  getNullableType,
  type GraphQLFieldResolver,
  type GraphQLOutputType,
  type GraphQLSchema,
  type GraphQLTypeResolver,
  isAbstractType,
  isEnumType,
  isLeafType,
  isListType,
  parse,
} from 'graphql';
import { formatGlobalId, parseGlobalId } from '../../../schema/global-id.ts';
import { THINGS } from '../../../schema/things.ts';

export interface Question {
  query: string;
  variables?: Record<string, unknown>;
}

/** A row that is made up. */
interface Row {
  readonly [field: string]: unknown;
  /** What all of it follows from. */
  readonly seed: string;
}

const SENTENCE = 'Buses that come when they say, and a fare that anyone can pay. ';
const TEXT_LENGTHS: Readonly<Record<string, number>> = { title: 60, summary: 200, body: 600 };

const typenameOf = new Map<string, string>(
  THINGS.map(({ idType, typename }) => [idType, typename]),
);
const idTypeOf = new Map<string, string>(THINGS.map(({ idType, typename }) => [typename, idType]));

/** Answers questions to a contract, about rows of these owners. */
export function madeUpSubgraph(typeDefs: DocumentNode, owners: readonly string[]) {
  const schema = buildSubgraphSchema({ typeDefs });
  const fieldResolver = madeUpBy(owners);
  return async ({ query, variables = {} }: Question): Promise<string> => {
    const document = parse(query);
    return JSON.stringify(
      await execute({ schema, document, variableValues: variables, fieldResolver, typeResolver }),
    );
  };
}

const typeResolver: GraphQLTypeResolver<Row, unknown> = ({ __typename, id }, _, info, type) => {
  const ofId = typenameOf.get(parseGlobalId(String(id))?.type ?? '');
  return (__typename as string | undefined) ?? ofId ?? info.schema.getPossibleTypes(type)[0]?.name;
};

/** A field is what its row says, or follows from the row, the field and its arguments. */
const madeUpBy =
  (owners: readonly string[]): GraphQLFieldResolver<Row | undefined, unknown> =>
  (row, args: Record<string, unknown>, _context, { fieldName, returnType, schema }) => {
    if (row && fieldName in row) return row[fieldName];
    if (!row && fieldName === 'node') return { id: args['id'] };
    const seed = `${seedOf(row)}.${fieldName}${JSON.stringify(args)}`;
    const ofPage = fieldName === 'edges' || fieldName === 'nodes' ? row?.['count'] : undefined;
    const count = Number(args['first'] ?? ofPage ?? 2);
    return valueOf(returnType, { seed, fieldName, schema, owners, count });
  };

/** Whoever owns it, a row follows from the key in its id. */
const seedOf = (row: Row | undefined): string =>
  row?.seed ?? parseGlobalId(String(row?.['id']))?.key ?? '';

interface Place {
  seed: string;
  fieldName: string;
  schema: GraphQLSchema;
  owners: readonly string[];
  /** How many there are in a list. */
  count: number;
}

function valueOf(nullable: GraphQLOutputType, place: Place): unknown {
  const type = getNullableType(nullable);
  const { seed, fieldName, schema, count } = place;
  if (isListType(type))
    return Array.from({ length: count }, (_, at) =>
      valueOf(type.ofType, { ...place, seed: `${seed}[${at}]` }),
    );
  if (isEnumType(type)) return type.getValues()[numberOf(seed) % type.getValues().length]?.value;
  if (isLeafType(type)) return leafOf(type.name, seed, fieldName);
  const [object] = isAbstractType(type) ? schema.getPossibleTypes(type) : [type];
  const typename = String(object);
  return { __typename: typename, seed, id: idOf(typename, place), count };
}

function idOf(typename: string, { seed, owners, fieldName }: Place): string {
  const owner = owners[numberOf(seed) % owners.length] ?? '';
  const type = idTypeOf.get(typename);
  if (typename === 'Organisation') return owner;
  return type
    ? formatGlobalId({ owner, type, key: keyOf(seed) })
    : `${fieldName}-${numberOf(seed)}`;
}

function leafOf(type: string, seed: string, fieldName: string): unknown {
  if (type === 'Int') return numberOf(seed);
  if (type === 'Float') return numberOf(seed) / 1000;
  if (type === 'Boolean') return numberOf(seed) % 2 === 0;
  if (type === 'DateTime') return new Date(1e12 + numberOf(seed) * 1e6).toISOString();
  if (type === 'URL') return `https://example.org/${numberOf(seed)}`;
  const length = TEXT_LENGTHS[fieldName] ?? 12;
  return `${numberOf(seed)} ${SENTENCE.repeat(10)}`.slice(0, length);
}

const hashOf = (seed: string): Buffer => createHash('sha256').update(seed).digest();

const numberOf = (seed: string): number => hashOf(seed).readUInt16LE();

const DIGITS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** A ULID: 26 digits in base 32, of which the first is 7 at most. */
const keyOf = (seed: string): string =>
  `0${Array.from(hashOf(seed).subarray(0, 25), (byte) => DIGITS[byte % 32]).join('')}`;
