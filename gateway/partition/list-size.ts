import { type ConstDirectiveNode, type FieldNode, valueFromASTUntyped } from 'graphql';
import { argumentOf } from './argument-value.ts';
import type { Variables } from './operation.ts';

/** How many items a field has at most, as `@listSize` of IBM's specification of GraphQL costs says. */
export interface ListSize {
  /** The arguments that say it: a number, or a list of as many. The largest counts. */
  readonly slicing: readonly string[];
  /** The most where none of them is given; undefined where nothing says it. */
  readonly assumed: number | undefined;
  /** Of a page: its lists, which have so many items each. */
  readonly sized: ReadonlySet<string>;
}

/** How a page is asked for in the Relay cursor connection specification. It holds where a contract says nothing. */
const RELAY: ListSize = { slicing: ['first', 'last'], assumed: undefined, sized: new Set() };

/**
 * Reads what a contract says of a field.
 * @example listSizeOf(field.directives) // { slicing: ['first', 'last'], assumed: 20 }
 */
export function listSizeOf(directives: readonly ConstDirectiveNode[] = []): ListSize | undefined {
  const given = directives.find(({ name }) => name.value === 'listSize')?.arguments;
  if (!given) return undefined;
  const valueOf = (name: string): unknown => {
    const argument = given.find((one) => one.name.value === name);
    return argument && valueFromASTUntyped(argument.value);
  };
  const assumed = valueOf('assumedSize');
  return {
    slicing: namesIn(valueOf('slicingArguments')),
    assumed: typeof assumed === 'number' ? assumed : undefined,
    sized: new Set(namesIn(valueOf('sizedFields'))),
  };
}

const namesIn = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : []);

/**
 * How many items a field is asked for, by the variables of an operation; undefined where nothing says it.
 * @param most for what is asked without a number, and nothing says how many
 */
export function itemsAsked(
  node: FieldNode,
  size: ListSize = RELAY,
  most: number,
): ((variables: Variables) => number) | undefined {
  const { slicing, assumed } = size;
  const values = slicing.flatMap((name) => argumentOf(node, name)?.value ?? []);
  if (values.length === 0) return assumed === undefined ? undefined : () => assumed;
  return (variables) => {
    const asked = values.flatMap((value) => {
      const items: unknown = valueFromASTUntyped(value, variables);
      if (Array.isArray(items)) return [items.length];
      return typeof items === 'number' ? [Math.max(0, items)] : [];
    });
    return asked.length > 0 ? Math.max(...asked) : (assumed ?? most);
  };
}
