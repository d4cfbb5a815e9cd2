/** Definitions of SDL: their names, what they name, and several of one type as one. */
import {
  type ASTNode,
  type ConstDirectiveNode,
  type DefinitionNode,
  type EnumTypeDefinitionNode,
  type InputObjectTypeDefinitionNode,
  Kind,
  type NameNode,
  type ObjectTypeDefinitionNode,
  type ObjectTypeExtensionNode,
  parse,
  specifiedScalarTypes,
  type TypeNode,
  visit,
} from 'graphql';

/** The definitions of a text. */
export const definitionsOf = (sdl: string): readonly DefinitionNode[] =>
  parse(sdl, { noLocation: true }).definitions;

/** The name of what a definition defines; undefined for what has none, or only extends. */
export function nameOf(definition: DefinitionNode): string | undefined {
  if (definition.kind === Kind.OBJECT_TYPE_EXTENSION) return undefined;
  return 'name' in definition ? definition.name?.value : undefined;
}

/** The name of the type that a field answers, or a list is of. */
export const namedType = (type: TypeNode): string =>
  type.kind === Kind.NAMED_TYPE ? type.name.value : namedType(type.type);

/** The directive of this name, where a definition has it. */
export const directiveOf = (
  { directives }: { readonly directives?: readonly ConstDirectiveNode[] | undefined },
  name: string,
): ConstDirectiveNode | undefined => directives?.find((one) => one.name.value === name);

type ObjectNode = ObjectTypeDefinitionNode | ObjectTypeExtensionNode;

export const isObject = (definition: DefinitionNode): definition is ObjectNode =>
  definition.kind === Kind.OBJECT_TYPE_DEFINITION || definition.kind === Kind.OBJECT_TYPE_EXTENSION;

/** Whether a definition gives an object type fields: defines or extends it. */
export const isOfType = (definition: DefinitionNode, typename: string): boolean =>
  isObject(definition) && definition.name.value === typename;

const BUILT_IN = new Set(specifiedScalarTypes.map(({ name }) => name));
const ROOTS = new Set(['Query', 'Mutation']);

/** The types that a definition names, and the one that it extends. */
export function namesIn(definition: ASTNode): string[] {
  const names = new Set<string>();
  if (definition.kind === Kind.OBJECT_TYPE_EXTENSION) names.add(definition.name.value);
  visit(definition, {
    NamedType: ({ name }) => {
      names.add(name.value);
    },
  });
  return [...names].filter((name) => !BUILT_IN.has(name) && !ROOTS.has(name));
}

/** What several definitions may say parts of. */
type Composite = ObjectNode | InputObjectTypeDefinitionNode | EnumTypeDefinitionNode;

export const isComposite = (definition: DefinitionNode): definition is Composite =>
  isObject(definition) ||
  definition.kind === Kind.INPUT_OBJECT_TYPE_DEFINITION ||
  definition.kind === Kind.ENUM_TYPE_DEFINITION;

/**
 * The same definitions, those of one type as one, where the first of them stands. Of two parts that both say something,
 * the first is believed.
 * @example `type A { "Mine." x: Int }` and `type A @shareable { x: Int y: Int }` are
 *   `type A @shareable { "Mine." x: Int y: Int }`
 */
export function merged(definitions: readonly DefinitionNode[]): DefinitionNode[] {
  const all = new Map<string | number, DefinitionNode>();
  for (const [at, one] of definitions.entries()) {
    const key = isComposite(one) ? one.name.value : at;
    const first = all.get(key);
    const part = asDefinition(one);
    all.set(key, first ? joined(first as Composite, part as Composite) : part);
  }
  return [...all.values()];
}

/** What is only extended is defined nowhere else. */
const asDefinition = (one: DefinitionNode): DefinitionNode =>
  one.kind === Kind.OBJECT_TYPE_EXTENSION ? { ...one, kind: Kind.OBJECT_TYPE_DEFINITION } : one;

const LISTS = ['interfaces', 'directives', 'fields', 'values'] as const;
type Lists = Partial<Record<(typeof LISTS)[number], readonly Named[]>>;

/** Two parts of one type as one. */
export function joined<Part extends Composite>(first: Part, second: Composite): Part {
  const lists = LISTS.map((list) => [
    list,
    withMissing((first as Lists)[list], (second as Lists)[list]),
  ]);
  const description = descriptionOf(first) ?? descriptionOf(second);
  return { ...first, description, ...(Object.fromEntries(lists) as object) };
}

const descriptionOf = (part: Composite) => ('description' in part ? part.description : undefined);

interface Named {
  readonly name: NameNode;
}

/** These, and those of others whose names none of them has. */
export function withMissing<Node>(
  own: readonly (Node & Named)[] = [],
  others: readonly (Node & Named)[] = [],
): (Node & Named)[] {
  const names = new Set(own.map(({ name }) => name.value));
  return [...own, ...others.filter(({ name }) => !names.has(name.value))];
}
