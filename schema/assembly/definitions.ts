/** Definitions of SDL: their names, what they name, and several of one type as one. */
import {
  type DefinitionNode,
  Kind,
  type ObjectTypeDefinitionNode,
  type ObjectTypeExtensionNode,
  specifiedScalarTypes,
  visit,
} from 'graphql';

/** The name of what a definition defines; undefined for what has none, or only extends. */
export function nameOf(definition: DefinitionNode): string | undefined {
  if (definition.kind === Kind.OBJECT_TYPE_EXTENSION) return undefined;
  return 'name' in definition ? definition.name?.value : undefined;
}

type ObjectNode = ObjectTypeDefinitionNode | ObjectTypeExtensionNode;

const isObject = (definition: DefinitionNode): definition is ObjectNode =>
  definition.kind === Kind.OBJECT_TYPE_DEFINITION || definition.kind === Kind.OBJECT_TYPE_EXTENSION;

/** Whether a definition gives an object type fields: defines or extends it. */
export const isOfType = (definition: DefinitionNode, typename: string): boolean =>
  isObject(definition) && definition.name.value === typename;

const BUILT_IN = new Set(specifiedScalarTypes.map(({ name }) => name));
const ROOTS = new Set(['Query', 'Mutation']);

/** The types that a definition names, and the one that it extends. */
export function namesIn(definition: DefinitionNode): string[] {
  const names = new Set<string>();
  if (definition.kind === Kind.OBJECT_TYPE_EXTENSION) names.add(definition.name.value);
  visit(definition, {
    NamedType: ({ name }) => {
      names.add(name.value);
    },
  });
  return [...names].filter((name) => !BUILT_IN.has(name) && !ROOTS.has(name));
}

/** The same definitions, those that give one object type fields as one: where the first of them stands. */
export function merged(definitions: readonly DefinitionNode[]): DefinitionNode[] {
  const types = new Map<string, ObjectTypeDefinitionNode>();
  for (const one of definitions.filter(isObject))
    types.set(one.name.value, joined(types.get(one.name.value), one));
  const met = new Set<string>();
  return definitions.flatMap((one) => {
    if (!isObject(one)) return one;
    const name = one.name.value;
    if (met.has(name)) return [];
    met.add(name);
    return types.get(name) ?? [];
  });
}

const joined = (
  one: ObjectTypeDefinitionNode | undefined,
  { kind: _kind, loc: _loc, ...other }: ObjectNode,
): ObjectTypeDefinitionNode => ({
  ...other,
  ...one,
  kind: Kind.OBJECT_TYPE_DEFINITION,
  interfaces: [...(one?.interfaces ?? []), ...(other.interfaces ?? [])],
  directives: [...(one?.directives ?? []), ...(other.directives ?? [])],
  fields: [...(one?.fields ?? []), ...(other.fields ?? [])],
});
