import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  getNamedType,
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLSchema,
  isAbstractType,
  isCompositeType,
  isUnionType,
  type OperationDefinitionNode,
  OperationTypeNode,
} from 'graphql';
import type { Variables } from './conditions.ts';
import { fragmentsOf } from './fragments.ts';
import { InputNames } from './input-names.ts';
import type { NameScope } from './name-scope.ts';

/** An operation whose conditions are decided by its coerced variables. */
export class OperationSelection {
  readonly schema: GraphQLSchema;
  readonly operation: OperationDefinitionNode;
  readonly root: GraphQLObjectType;
  /** The coerced variables, which decide what is included. */
  readonly variables: Variables;
  readonly inputs: InputNames;
  readonly #fragments: ReadonlyMap<string, FragmentDefinitionNode>;

  /** @throws Error when the schema has no such root type. */
  constructor(
    schema: GraphQLSchema,
    document: DocumentNode,
    operation: OperationDefinitionNode,
    variables: Variables,
  ) {
    this.schema = schema;
    this.operation = operation;
    this.variables = variables;
    this.inputs = new InputNames(operation);
    this.#fragments = fragmentsOf(document);
    const root = schema.getRootType(operation.operation);
    if (!root) throw new Error(`Expected a root type for a ${operation.operation}, but got none.`);
    this.root = root;
  }

  /** @throws Error when there is no fragment of this name: the document was not validated. */
  fragment(name: string): FragmentDefinitionNode {
    const fragment = this.#fragments.get(name);
    if (!fragment) throw new Error(`Expected a fragment "${name}", but got none.`);
    return fragment;
  }

  /** The object types that a value of a type can have. */
  possibleTypes(type: GraphQLCompositeType): readonly GraphQLObjectType[] {
    return isAbstractType(type) ? this.schema.getPossibleTypes(type) : [type];
  }

  /** @throws Error when the type has no such field: the document was not validated. */
  definitionOf(type: GraphQLCompositeType, { name }: FieldNode): GraphQLField<unknown, unknown> {
    const field = isUnionType(type) ? undefined : type.getFields()[name.value];
    if (!field) throw new Error(`Expected a field "${type.name}.${name.value}", but got none.`);
    return field;
  }

  /** The name of a field in the plan. Each root field of a mutation has one of its own, since each is run. */
  nameOf(scope: NameScope, type: GraphQLCompositeType, field: FieldNode): string {
    const definition = this.definitionOf(type, field);
    const isRun = type === this.root && this.operation.operation !== OperationTypeNode.QUERY;
    return scope.nameOf({
      field: field.name.value,
      arguments: this.inputs.argumentsOf(field, definition.args),
      response: responseName(field),
      isApart: isRun || isCompositeType(getNamedType(definition.type)),
    });
  }
}

/**
 * The key of a field in the client's answer: its alias, or its name.
 * @example responseName(fieldOf('{ heading: title }')) // 'heading'
 */
export const responseName = ({ alias, name }: FieldNode): string => (alias ?? name).value;
