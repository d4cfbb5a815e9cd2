/** All that a contract is asked: every path to what it guards, and every mutation. */
import { buildSubgraphSchema } from '@apollo/subgraph';
import { type GraphQLSchema, isObjectType } from 'graphql';
import type { Contract } from '../../schema/contract-names.ts';
import { contractDocument } from '../../schema/contracts.ts';
import { FIELDS, TYPES } from './expected.ts';
import { type Path, pathsOf } from './paths.ts';

export interface Cells {
  contract: Contract;
  schema: GraphQLSchema;
  /** To guarded types, and to types that have guarded fields. */
  paths: readonly Path[];
  /** Guarded fields of `Query` that no path begins with. */
  roots: readonly string[];
  mutations: readonly string[];
}

/** The types that are guarded, or that have guarded fields, in some contract. */
export const GUARDED_TYPES = [
  ...new Set([
    ...Object.keys(TYPES),
    ...Object.keys(FIELDS).map((coordinate) => coordinate.split('.')[0] ?? ''),
  ]),
].filter((type) => type !== 'Query');

/** The guarded fields that a contract has of a type. */
export function fieldsOf(schema: GraphQLSchema, name: string): string[] {
  const type = schema.getType(name);
  if (!isObjectType(type)) return [];
  return Object.keys(type.getFields()).filter((field) => `${name}.${field}` in FIELDS);
}

const cached = new Map<Contract, Cells>();

/** All cells of a contract: they are the same for every test of a process. */
export function cellsOf(contract: Contract): Cells {
  const cells = cached.get(contract) ?? findCells(contract);
  cached.set(contract, cells);
  return cells;
}

function findCells(contract: Contract): Cells {
  const schema = buildSubgraphSchema({ typeDefs: contractDocument(contract) });
  const isGuarded = (type: string) =>
    schema.getType(type) && (type in TYPES || fieldsOf(schema, type).length > 0);
  // The things that the coalition shows are for everyone: what it guards is at the root, and leads to none of them.
  const isCoalition = contract === 'coalition';
  const targets = isCoalition ? [] : GUARDED_TYPES.filter(isGuarded);
  return {
    contract,
    schema,
    paths: targets.length > 0 ? pathsOf(schema, new Set(targets)) : [],
    roots: isCoalition ? fieldsOf(schema, 'Query') : [],
    mutations: Object.keys(schema.getMutationType()?.getFields() ?? {}),
  };
}

/** The cells closest to these coordinates: the mutations, the root fields, and the types without a step between. */
export function nearest(cells: Cells, coordinates: readonly string[]): Cells {
  const isAsked = (type: string) => (field: string) => coordinates.includes(`${type}.${field}`);
  const types = new Set(coordinates.map((coordinate) => coordinate.split('.')[0]));
  const isNear = ({ from, steps, to }: Path) =>
    steps.length === 0 &&
    (types.has(to) || ('coordinate' in from && coordinates.includes(from.coordinate)));
  return {
    ...cells,
    paths: cells.paths.filter(isNear),
    roots: cells.roots.filter(isAsked('Query')),
    mutations: cells.mutations.filter(isAsked('Mutation')),
  };
}
