/**
 * How many items a list can have, as `@listSize`: whoever counts what a request costs has to know before a row is read. A
 * list says so itself where that is its own; for pages, and for what every type has alike, it is said here.
 */
import {
  type ConstDirectiveNode,
  type DefinitionNode,
  type FieldDefinitionNode,
  Kind,
  type TypeNode,
} from 'graphql';
import { definitionsOf, directiveOf, isObject, nameOf, namedType } from './definitions.ts';
import { isPage } from './pages.ts';

/** How many items lists have. */
export interface ListSizes {
  /** A page that is not asked for a number. */
  readonly page: number;
  /** At most, by the type of the items. */
  readonly most: Readonly<Record<string, number>>;
}

/** The definitions, with the size of each list of objects. @throws Error where nothing says it */
export function withListSizes(
  definitions: readonly DefinitionNode[],
  { page, most: mostOf }: ListSizes,
): DefinitionNode[] {
  const paged = eachField(definitions, (field) =>
    isPage(namedType(field.type)) ? withDirective(field, pageSize(field, page)) : field,
  );
  const isSized = sizedElsewhere(paged);
  return eachField(paged, (field, typename) => {
    if (!isListOfObjects(field.type, paged) || isSized(field, typename)) return field;
    const item = namedType(field.type);
    const most = mostOf[item] ?? valuesOf(item.replace(/Count$/, ''), paged);
    if (most === undefined)
      throw new Error(
        `${typename}.${field.name.value}: expected @listSize(assumedSize: …) with the most items that it can have.`,
      );
    return withDirective(field, sized(`assumedSize: ${most}`));
  });
}

/** Whether the size of a list is said: on itself, by whose its items are, or where a page is asked for. */
function sizedElsewhere(definitions: readonly DefinitionNode[]) {
  const byAsking = new Set<string>();
  eachField(definitions, (field) => {
    const of = directiveOf(field, SIZE)?.arguments?.find(
      ({ name }) => name.value === 'sizedFields',
    );
    const names = of?.value.kind === Kind.LIST ? of.value.values : [];
    for (const name of names)
      if (name.kind === Kind.STRING) byAsking.add(`${namedType(field.type)}.${name.value}`);
    return field;
  });
  return (field: FieldDefinitionNode, typename: string): boolean =>
    Boolean(directiveOf(field, SIZE) ?? directiveOf(field, 'partition')) ||
    byAsking.has(`${typename}.${field.name.value}`);
}

const eachField = (
  definitions: readonly DefinitionNode[],
  change: (field: FieldDefinitionNode, typename: string) => FieldDefinitionNode,
): DefinitionNode[] =>
  definitions.map((one) =>
    isObject(one)
      ? { ...one, fields: one.fields?.map((field) => change(field, one.name.value)) ?? [] }
      : one,
  );

const withDirective = (field: FieldDefinitionNode, directive: ConstDirectiveNode) => ({
  ...field,
  directives: [...(field.directives ?? []), directive],
});

const SIZE = 'listSize';

/** A page has as many items as it is asked for. */
const pageSize = ({ arguments: given = [] }: FieldDefinitionNode, size: number) => {
  const slicing = given.map(({ name }) => name.value).filter((name) => SLICING.has(name));
  return sized(
    `assumedSize: ${size}, slicingArguments: ${JSON.stringify(slicing)}, sizedFields: ["edges", "nodes"], requireOneSlicingArgument: false`,
  );
};

const SLICING: ReadonlySet<string> = new Set(['first', 'last']);

/** The directive with these arguments. */
function sized(given: string): ConstDirectiveNode {
  const [type] = definitionsOf(`type T { f: Int @${SIZE}(${given}) }`).filter(isObject);
  const directive = type?.fields?.[0]?.directives?.[0];
  if (!directive) throw new Error(`Expected arguments of @${SIZE}, but got ${given}.`);
  return directive;
}

function isListOfObjects(type: TypeNode, definitions: readonly DefinitionNode[]): boolean {
  const item = definitions.find((one) => nameOf(one) === namedType(type));
  return isList(type) && item !== undefined && !isOneValue(item);
}

const isOneValue = ({ kind }: DefinitionNode): boolean =>
  kind === Kind.SCALAR_TYPE_DEFINITION || kind === Kind.ENUM_TYPE_DEFINITION;

const isList = (type: TypeNode): boolean =>
  type.kind === Kind.LIST_TYPE || (type.kind === Kind.NON_NULL_TYPE && isList(type.type));

/** How many values an enum has; undefined for what is none. */
function valuesOf(name: string, definitions: readonly DefinitionNode[]): number | undefined {
  const found = definitions.find((one) => nameOf(one) === name);
  return found?.kind === Kind.ENUM_TYPE_DEFINITION ? found.values?.length : undefined;
}
