import { Kind } from 'graphql';
import type {
  DefinitionNode,
  DocumentNode,
  FieldDefinitionNode,
  InterfaceTypeDefinitionNode,
  InterfaceTypeExtensionNode,
  ObjectTypeDefinitionNode,
  ObjectTypeExtensionNode,
  ScalarTypeDefinitionNode,
  TypeNode,
} from 'graphql';
import { type ListSize, listSizeOf } from './list-size.ts';

/** What a field answers. */
export interface ContractField {
  /** The name of its type, or of what its list is of. */
  readonly type: string;
  readonly isList: boolean;
  /** How many items it has, or the lists of its page: `@listSize`. */
  readonly size?: ListSize;
  /** How long one of its values may be, by its type; undefined where it has fields. */
  readonly leaf?: Leaf;
}

/** An id, a number or an enum; what another specification says the form of; or any text. */
export type Leaf = 'short' | 'formatted' | 'text';

/** The fields of a contract's types; undefined where it says nothing of one. */
export type ContractFields = (type: string, field: string) => ContractField | undefined;

/**
 * Reads the fields of all object types and interfaces of a contract.
 * @example contractFields(parse('type Query { nodes: [Node]! }'))('Query', 'nodes') // { type: 'Node', isList: true }
 */
export function contractFields(document: DocumentNode): ContractFields {
  const byType = new Map<string, Map<string, ContractField>>();
  const leafs = leafsOf(document);
  for (const definition of document.definitions) {
    if (!hasFields(definition)) continue;
    const name = definition.name.value;
    const fields = byType.get(name) ?? new Map<string, ContractField>();
    byType.set(name, fields);
    for (const field of definition.fields ?? [])
      fields.set(field.name.value, fieldOf(field, leafs));
  }
  return (type, field) => byType.get(type)?.get(field);
}

type WithFields =
  | InterfaceTypeDefinitionNode
  | InterfaceTypeExtensionNode
  | ObjectTypeDefinitionNode
  | ObjectTypeExtensionNode;

const WITH_FIELDS: ReadonlySet<Kind> = new Set([
  Kind.INTERFACE_TYPE_DEFINITION,
  Kind.INTERFACE_TYPE_EXTENSION,
  Kind.OBJECT_TYPE_DEFINITION,
  Kind.OBJECT_TYPE_EXTENSION,
]);

const hasFields = (definition: DefinitionNode): definition is WithFields =>
  WITH_FIELDS.has(definition.kind);

const BUILT_IN: readonly (readonly [string, Leaf])[] = [
  ['ID', 'short'],
  ['Int', 'short'],
  ['Float', 'short'],
  ['Boolean', 'short'],
  ['String', 'text'],
];

/** The types of a contract whose values have no fields. */
function leafsOf({ definitions }: DocumentNode): ReadonlyMap<string, Leaf> {
  const leafs = new Map(BUILT_IN);
  for (const one of definitions) {
    if (one.kind === Kind.ENUM_TYPE_DEFINITION) leafs.set(one.name.value, 'short');
    if (one.kind === Kind.SCALAR_TYPE_DEFINITION)
      leafs.set(one.name.value, isSpecified(one) ? 'formatted' : 'text');
  }
  return leafs;
}

const isSpecified = ({ directives = [] }: ScalarTypeDefinitionNode): boolean =>
  directives.some(({ name }) => name.value === 'specifiedBy');

function fieldOf(
  { type, directives }: FieldDefinitionNode,
  leafs: ReadonlyMap<string, Leaf>,
): ContractField {
  const field = typeOf(type);
  const size = listSizeOf(directives);
  const leaf = leafs.get(field.type);
  return { ...field, ...(size && { size }), ...(leaf && { leaf }) };
}

function typeOf(type: TypeNode): ContractField {
  if (type.kind === Kind.NAMED_TYPE) return { type: type.name.value, isList: false };
  return { ...typeOf(type.type), ...(type.kind === Kind.LIST_TYPE && { isList: true }) };
}
