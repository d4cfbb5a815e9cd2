import {
  type FieldNode,
  getNullableType,
  type GraphQLArgument,
  type GraphQLInputType,
  isInputObjectType,
  isListType,
  Kind,
  type OperationDefinitionNode,
  print,
  type ValueNode,
  type VariableDefinitionNode,
} from 'graphql';
import type { Variables } from './conditions.ts';
import { isLiteral, literalValue } from './literal-value.ts';
import { ownValue } from './own-value.ts';

/** Where the value of a variable of the plan comes from: a variable of the client's, or a literal in its text. */
export type InputSource = { readonly variable: string } | { readonly literal: unknown };

/**
 * Names the inputs of an operation `$v0`, `$v1`, … in the order of their use, whether they are variables or literals.
 * So operations that differ in literals, or in the names of variables, have the same plan; and no variable of the
 * client's has the name of one of the planner's.
 */
export class InputNames {
  readonly #definitions: ReadonlyMap<string, VariableDefinitionNode>;
  readonly #names = new Map<string, string>();
  readonly #texts = new WeakMap<FieldNode, string>();
  readonly #heads: string[] = [];
  /** Where the value of each variable of the plan comes from. */
  readonly sources = new Map<string, InputSource>();

  constructor({ variableDefinitions = [] }: OperationDefinitionNode) {
    this.#definitions = new Map(
      variableDefinitions.map((definition) => [definition.variable.name.value, definition]),
    );
  }

  /** The declarations of all variables of the plan so far: `($v0: ID!)`; empty where there are none. */
  get head(): string {
    return this.#heads.length > 0 ? `(${this.#heads.join(' ')})` : '';
  }

  /**
   * The arguments of a field as the plan has them, in alphabetical order; empty where it has none.
   * @example inputs.argumentsOf(fieldOf('{ node(id: "unite") { id } }'), node.args) // '(id:$v0)'
   */
  argumentsOf(field: FieldNode, declared: readonly GraphQLArgument[]): string {
    if (!field.arguments?.length) return '';
    const cached = this.#texts.get(field);
    if (cached !== undefined) return cached;
    const parts = field.arguments.map(({ name, value }) => {
      const type = declared.find((argument) => argument.name === name.value)?.type;
      return `${name.value}:${this.#valueText(value, type)}`;
    });
    const text = `(${parts.toSorted().join(' ')})`;
    this.#texts.set(field, text);
    return text;
  }

  /** The same arguments, once the plan has them; undefined for a field that is not in the plan. */
  cachedArguments(field: FieldNode): string | undefined {
    return this.#texts.get(field);
  }

  /** @param type undefined within a value of a custom scalar, whose parts have no types */
  #valueText(node: ValueNode, type: GraphQLInputType | undefined): string {
    if (node.kind === Kind.VARIABLE) return this.#variable(node.name.value);
    if (isLiteral(node)) return type === undefined ? print(node) : this.#literal(node, type);
    const nullable = type && getNullableType(type);
    if (node.kind === Kind.LIST) {
      const item = isListType(nullable) ? nullable.ofType : nullable;
      return `[${node.values.map((value) => this.#valueText(value, item)).join(' ')}]`;
    }
    const fields = isInputObjectType(nullable) ? nullable.getFields() : {};
    const parts = (node.kind === Kind.OBJECT ? node.fields : []).map(
      ({ name, value }) => `${name.value}:${this.#valueText(value, fields[name.value]?.type)}`,
    );
    return `{${parts.join(' ')}}`;
  }

  #variable(variable: string): string {
    const definition = this.#definitions.get(variable);
    if (!definition) throw new Error(`Expected a declaration of "$${variable}", but got none.`);
    const { type, defaultValue } = definition;
    const declared = print(type) + (defaultValue ? `=${print(defaultValue)}` : '');
    return this.#name(`$${variable}`, declared, { variable });
  }

  #literal(node: ValueNode, type: GraphQLInputType): string {
    return this.#name(`${String(type)} ${print(node)}`, String(type), {
      literal: literalValue(node, type),
    });
  }

  #name(key: string, declared: string, source: InputSource): string {
    const given = this.#names.get(key);
    if (given !== undefined) return `$${given}`;
    const name = `v${this.#names.size}`;
    this.#names.set(key, name);
    this.#heads.push(`$${name}:${declared}`);
    this.sources.set(name, source);
    return `$${name}`;
  }
}

/**
 * The variables of a plan, of which those that the client left out are left out.
 * @example planVariables(new Map([['v0', { variable: 'id' }], ['v1', { literal: 20 }]]), { id: 'unite' }) // { v0: 'unite', v1: 20 }
 */
export function planVariables(
  sources: ReadonlyMap<string, InputSource>,
  given: Variables,
): Variables {
  const variables: Record<string, unknown> = {};
  for (const [name, source] of sources) {
    const value = 'literal' in source ? source.literal : ownValue(given, source.variable);
    if (value !== undefined) variables[name] = value;
  }
  return variables;
}
