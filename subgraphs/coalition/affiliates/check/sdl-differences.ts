/** Compares a schema with a contract: it must have all of the contract, with the same types and directives. */
import {
  buildASTSchema,
  type DocumentNode,
  findBreakingChanges,
  type GraphQLSchema,
  isInterfaceType,
  isObjectType,
  Kind,
  parse,
  print,
} from 'graphql';
import { unsupportedIn } from '../../../../schema/federation.ts';

/** A longer schema is not parsed; our contracts have a tenth of this. */
const MAX_TOKENS = 100_000;

/**
 * Where a schema breaks a contract, one sentence each; none where it fulfils it. What it uses of federation has to be
 * supported here, and is looked at first. The schema may have more than the contract, in another order and with other descriptions, and its types may differ where no client notices (a difference
 * counts where GraphQL calls it a breaking change).
 * @throws Error when the text is no schema
 */
export function sdlDifferences(contract: DocumentNode, sdl: string): string[] {
  const ours = schemaOf(contract);
  const document = parse(sdl, { noLocation: true, maxTokens: MAX_TOKENS });
  const unsupported = unsupportedIn(document);
  if (unsupported) return [unsupported];
  const theirs = schemaOf(document);
  const broken = findBreakingChanges(ours, theirs)
    .filter(({ type }) => !type.startsWith('DIRECTIVE_'))
    .map(({ description }) => description.replace(/\.$/, ''));
  return broken.length > 0 ? broken : directiveDifferences(ours, theirs);
}

/** Assumes valid SDL, as a subgraph uses directives that only federation defines. */
const schemaOf = (document: DocumentNode): GraphQLSchema =>
  buildASTSchema(withDefinitions(document), { assumeValidSDL: true });

/** A subgraph may extend types that it does not define: the first extension of each becomes its definition. */
function withDefinitions({ definitions, ...document }: DocumentNode): DocumentNode {
  const defined = new Set(
    definitions.flatMap((one) =>
      one.kind === Kind.OBJECT_TYPE_DEFINITION ? [one.name.value] : [],
    ),
  );
  return {
    ...document,
    definitions: definitions.map((one) => {
      if (one.kind !== Kind.OBJECT_TYPE_EXTENSION || defined.has(one.name.value)) return one;
      defined.add(one.name.value);
      return { ...one, kind: Kind.OBJECT_TYPE_DEFINITION };
    }),
  };
}

/** Differences of directives: guards, keys, and the owner of a field. */
function directiveDifferences(ours: GraphQLSchema, theirs: GraphQLSchema): string[] {
  const found = directivesIn(theirs);
  return [...directivesIn(ours)].flatMap(([coordinate, expected]) => {
    const got = found.get(coordinate) ?? '';
    return got === expected
      ? []
      : [`${coordinate} has ${got || 'no directive'} in place of ${expected || 'none'}`];
  });
}

/** The directives of all objects, interfaces and their fields, sorted, by schema coordinate. */
function directivesIn(schema: GraphQLSchema): Map<string, string> {
  const found = new Map<string, string>();
  const types = Object.values(schema.getTypeMap());
  for (const type of types.filter((one) => isObjectType(one) || isInterfaceType(one))) {
    if (type.name.startsWith('_')) continue;
    const nodes = [type.astNode, ...type.extensionASTNodes];
    found.set(type.name, printed(nodes.flatMap((node) => node?.directives ?? [])));
    for (const field of Object.values(type.getFields()))
      found.set(`${type.name}.${field.name}`, printed(field.astNode?.directives ?? []));
  }
  return found;
}

type Directives = NonNullable<
  NonNullable<ReturnType<GraphQLSchema['getQueryType']>>['astNode']
>['directives'];

const printed = (directives: NonNullable<Directives>): string =>
  directives
    .map((one) => print(one))
    .toSorted()
    .join(' ');
