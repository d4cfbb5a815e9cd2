import { Kind } from 'graphql';
import type {
  DefinitionNode,
  DocumentNode,
  InterfaceTypeDefinitionNode,
  InterfaceTypeExtensionNode,
  ObjectTypeDefinitionNode,
  ObjectTypeExtensionNode,
  TypeNode,
} from 'graphql';

/** What a field answers. */
export interface ContractField {
  /** The name of its type, or of what its list is of. */
  readonly type: string;
  readonly isList: boolean;
}

/** The fields of a contract's types; undefined where it says nothing of one. */
export type ContractFields = (type: string, field: string) => ContractField | undefined;

/**
 * Reads the fields of all object types and interfaces of a contract.
 * @example contractFields(parse('type Query { nodes: [Node]! }'))('Query', 'nodes') // { type: 'Node', isList: true }
 */
export function contractFields(document: DocumentNode): ContractFields {
  const byType = new Map<string, Map<string, ContractField>>();
  for (const definition of document.definitions) {
    if (!hasFields(definition)) continue;
    const name = definition.name.value;
    const fields = byType.get(name) ?? new Map<string, ContractField>();
    byType.set(name, fields);
    for (const { name: field, type } of definition.fields ?? [])
      fields.set(field.value, fieldOf(type));
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

function fieldOf(type: TypeNode): ContractField {
  if (type.kind === Kind.NAMED_TYPE) return { type: type.name.value, isList: false };
  return { ...fieldOf(type.type), ...(type.kind === Kind.LIST_TYPE && { isList: true }) };
}
