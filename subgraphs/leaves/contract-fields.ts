/** The fields that contracts answer, each once, whichever of them have it. */
import {
  type DefinitionNode,
  type DocumentNode,
  type FieldDefinitionNode,
  Kind,
  type ObjectTypeDefinitionNode,
  type TypeNode,
} from 'graphql';
import { isNodeOfEdge } from '../../schema/assembly/pages.ts';

/** One field of a type. */
export interface ContractField {
  /** `Member.area`. */
  coordinate: string;
  type: string;
  name: string;
  /** The name of the type that it answers, whether as a list or not. */
  answers: string;
  description: string | undefined;
  /** Whether the value that has it is not there without it: an edge goes with its node. */
  isNeeded: boolean;
}

/** A type, with all its fields in these contracts. */
export interface ContractType {
  name: string;
  description: string | undefined;
  /** Whether it is found by an id of its own; else it is only reached by fields that answer it. */
  isEntity: boolean;
  fields: readonly ContractField[];
}

const isType = (node: DefinitionNode): node is ObjectTypeDefinitionNode =>
  node.kind === Kind.OBJECT_TYPE_DEFINITION;

/** Whether a type is asked by itself, and is no value that a field answers. */
export const isRoot = (name: string): boolean => name === 'Query' || name === 'Mutation';

const namedIn = (type: TypeNode): string =>
  type.kind === Kind.NAMED_TYPE ? type.name.value : namedIn(type.type);

/** The object types of contracts, by name. */
export function typesIn(documents: readonly DocumentNode[]): ReadonlyMap<string, ContractType> {
  const types = new Map<string, ContractType>();
  for (const node of documents.flatMap(({ definitions }) => definitions.filter(isType)))
    types.set(node.name.value, joined(types.get(node.name.value), node));
  return types;
}

function joined(before: ContractType | undefined, node: ObjectTypeDefinitionNode): ContractType {
  const name = node.name.value;
  const isThere = new Set(before?.fields.map((field) => field.name));
  const added = (node.fields ?? []).filter((field) => !isThere.has(field.name.value));
  return {
    name,
    description: before?.description ?? node.description?.value,
    isEntity: before?.isEntity ?? node.directives?.some((one) => one.name.value === 'key') ?? false,
    fields: [...(before?.fields ?? []), ...added.map((field) => fieldOf(name, field))],
  };
}

const fieldOf = (
  type: string,
  { name, type: of, description }: FieldDefinitionNode,
): ContractField => ({
  coordinate: `${type}.${name.value}`,
  type,
  name: name.value,
  answers: namedIn(of),
  description: description?.value,
  isNeeded:
    isNodeOfEdge(type, name.value) ||
    (of.kind === Kind.NON_NULL_TYPE && of.type.kind === Kind.NAMED_TYPE),
});
