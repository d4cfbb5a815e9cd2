/**
 * What stands for a type between resolvers, where it is not what the contract shows: mostly a row. It is found by its
 * name: of a type of thing `<IdType>Row`, of any other type `<Typename>Row`, in the rooms of whoever serves the contract.
 * The coalition has cards of things, `<IdType>Card`. A connection without a type of its own is a page of rows, or a list
 * where it has facets.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { type DocumentNode, Kind, type ObjectTypeDefinitionNode } from 'graphql';
import { fileOfHouse } from '../platform/root.ts';
import { namedType } from './assembly/definitions.ts';
import { isPage, NODE } from './assembly/pages.ts';
import type { Contract } from './contract-names.ts';
import { contractDocument } from './contracts.ts';
import { THINGS } from './things.ts';

const LISTS = '../../subgraphs/framework/lists';

/** Where the rows of a contract are declared, the nearest first. */
const ROOMS: Readonly<Partial<Record<Contract, readonly string[]>>> = {
  organisation: ['organisation', 'framework'],
  coalition: ['coalition', 'organisation', 'kinds', 'framework'],
};
const roomsOf = (contract: Contract): readonly string[] =>
  ROOMS[contract] ?? [`kinds/${contract}`, 'framework'];

/** The type that stands for each type of a contract, as codegen's mappers say it: `<file>#<name>`. */
export function rowsOfContract(contract: Contract): Record<string, string> {
  const declared = declaredIn(roomsOf(contract));
  const document = contractDocument(contract);
  const rowOf = (typename: string): string | undefined => {
    const name = nameOf(typename);
    const row = declared.get(`${name}Row`);
    if (contract !== 'coalition') return row;
    return declared.get(`${name}Card`) ?? (isThing(typename) ? undefined : row);
  };
  const types = document.definitions.filter((one) => one.kind === Kind.OBJECT_TYPE_DEFINITION);
  return Object.fromEntries(
    types.flatMap((type) => {
      const row = rowOf(type.name.value) ?? partOfList(document, type, rowOf);
      return row ? [[type.name.value, row]] : [];
    }),
  );
}

const isThing = (typename: string): boolean => THINGS.some((thing) => thing.typename === typename);

/** The name that a type's row begins with. */
function nameOf(typename: string): string {
  const idType = THINGS.find((thing) => thing.typename === typename)?.idType;
  return idType ? `${idType[0]?.toUpperCase()}${idType.slice(1)}` : typename;
}

/** The exported types whose names end so, by name, each with where it is declared. */
function declaredIn(rooms: readonly string[]): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const room of rooms)
    for (const file of filesIn(`subgraphs/${room}/`))
      for (const [, name = ''] of readFileSync(fileOfHouse(file), 'utf8').matchAll(
        /^export (?:interface|type) (\w+(?:Row|Card))\b/gm,
      ))
        if (!found.has(name)) found.set(name, `../../${file}#${name}`);
  return found;
}

const filesIn = (folder: string): string[] =>
  readdirSync(fileOfHouse(folder), { withFileTypes: true })
    .toSorted((one, other) => (one.name < other.name ? -1 : 1))
    .flatMap((entry) => {
      const path = folder + entry.name;
      return entry.isDirectory() ? filesIn(`${path}/`) : path.endsWith('.ts') ? [path] : [];
    });

/** What stands for the connection of a type that has a row, and for its facets. */
function partOfList(
  document: DocumentNode,
  type: ObjectTypeDefinitionNode,
  rowOf: (typename: string) => string | undefined,
): string | undefined {
  const name = type.name.value;
  if (name.endsWith('Facets')) return `${LISTS}/facets.ts#Facets`;
  const edges = isPage(name) && typeOfField(type, 'edges');
  const edge = document.definitions.find(
    (one) => one.kind === Kind.OBJECT_TYPE_DEFINITION && one.name.value === edges,
  ) as ObjectTypeDefinitionNode | undefined;
  const row = edge && rowOf(typeOfField(edge, NODE) ?? '');
  if (!row) return undefined;
  const rowName = row.split('#')[1];
  return typeOfField(type, 'facets')
    ? `${LISTS}/list.ts#List<${rowName}>`
    : `${LISTS}/page.ts#Page<${rowName}>`;
}

const typeOfField = (type: ObjectTypeDefinitionNode, field: string): string | undefined => {
  const found = type.fields?.find(({ name }) => name.value === field);
  return found && namedType(found.type);
};
