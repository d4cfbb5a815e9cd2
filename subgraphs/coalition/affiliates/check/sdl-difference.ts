/** Whether a schema still is what a contract says: all of it is there, of the same types, under the same directives. */
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

/** Our contracts are a tenth of it. */
const MOST_TOKENS = 100_000;

/**
 * Where a schema is not what a contract promises, a sentence each; none where it is. What it has beyond the contract
 * nobody asks for. Descriptions and order say nothing, and of types what is safe for who asks may differ (GraphQL's own
 * sense of a breaking change).
 * @throws Error when the text is no schema
 */
export function sdlDifferences(contract: DocumentNode, sdl: string): string[] {
  const ours = schemaOf(contract);
  const theirs = schemaOf(parse(sdl, { noLocation: true, maxTokens: MOST_TOKENS }));
  const broken = findBreakingChanges(ours, theirs)
    .filter(({ type }) => !type.startsWith('DIRECTIVE_'))
    .map(({ description }) => description.replace(/\.$/, ''));
  return broken.length > 0 ? broken : directiveDifferences(ours, theirs);
}

/** Subgraphs may extend types that only the supergraph has, and use directives that only federation knows. */
const schemaOf = (document: DocumentNode): GraphQLSchema =>
  buildASTSchema(withDefinitions(document), { assumeValidSDL: true });

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

/** Guards, keys and whose a field is. */
function directiveDifferences(ours: GraphQLSchema, theirs: GraphQLSchema): string[] {
  const found = directivesIn(theirs);
  return [...directivesIn(ours)].flatMap(([coordinate, expected]) => {
    const got = found.get(coordinate) ?? '';
    return got === expected
      ? []
      : [`${coordinate} has ${got || 'no directive'} in place of ${expected || 'none'}`];
  });
}

/** The directives of all objects, interfaces and their fields, by coordinate, in one order. */
function directivesIn(schema: GraphQLSchema): Map<string, string> {
  const found = new Map<string, string>();
  const types = Object.values(schema.getTypeMap());
  for (const type of types.filter((one) => isObjectType(one) || isInterfaceType(one))) {
    if (type.name.startsWith('_')) continue;
    const nodes = [type.astNode, ...type.extensionASTNodes];
    found.set(type.name, written(nodes.flatMap((node) => node?.directives ?? [])));
    for (const field of Object.values(type.getFields()))
      found.set(`${type.name}.${field.name}`, written(field.astNode?.directives ?? []));
  }
  return found;
}

type Directives = NonNullable<
  NonNullable<ReturnType<GraphQLSchema['getQueryType']>>['astNode']
>['directives'];

const written = (directives: NonNullable<Directives>): string =>
  directives
    .map((one) => print(one))
    .toSorted()
    .join(' ');
