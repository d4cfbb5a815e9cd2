import {
  type DocumentNode,
  type GraphQLSchema,
  isNonNullType,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from 'graphql';

/**
 * The names of the variables that stand where null may not be. One that is declared nullable may stand there too, where
 * it has a default (GraphQL specification 5.8.5); a null for it is then no value of that place.
 * @example neededVariables(schema, parse('query ($id: ID = "unite") { node(id: $id) { id } }')) // ['id']
 */
export function neededVariables(schema: GraphQLSchema, document: DocumentNode): string[] {
  const names = new Set<string>();
  const types = new TypeInfo(schema);
  const visitor = visitWithTypeInfo(types, {
    VariableDefinition: () => false,
    Variable({ name }) {
      if (isNonNullType(types.getInputType())) names.add(name.value);
    },
  });
  visit(document, visitor);
  return [...names];
}
