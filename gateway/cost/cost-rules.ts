/** What the contracts say of what a field costs: `@cost`, `@listSize`, and the list that a `@partition` divides. */
import {
  type ConstDirectiveNode,
  type DocumentNode,
  type FieldDefinitionNode,
  getNamedType,
  isCompositeType,
  Kind,
  valueFromASTUntyped,
} from 'graphql';
import type { WeightOf } from '../executor/completion/completing.ts';

const MUTATION = 10;

/** How many items a list has, or the lists of a page. */
export interface ListSize {
  /** The arguments that say it: a number, or a list of as many. The largest counts. */
  readonly slicing: readonly string[];
  /** The most, where none of them is given. */
  readonly assumed: number;
  /** Of a page: its lists, which have so many items each. */
  readonly sized: ReadonlySet<string>;
}

export interface CostRules {
  readonly weightOf: WeightOf;
  /** By `Type.field`. */
  readonly sizes: ReadonlyMap<string, ListSize>;
}

/** The rules of all contracts. Where two say something of one field, the larger counts. */
export function costRules(contracts: readonly DocumentNode[]): CostRules {
  /** By `Type.field` for its value, and by the name of a type for every value of it. */
  const weights = new Map<string, number>();
  const sizes = new Map<string, ListSize>();
  const readWeight = (key: string, directives: readonly ConstDirectiveNode[] = []): void => {
    const weight = argumentsOf(directives, 'cost')?.['weight'];
    if (typeof weight === 'number') weights.set(key, Math.max(weight, weights.get(key) ?? 0));
  };
  for (const { definitions } of contracts)
    for (const type of definitions) {
      if (type.kind !== Kind.OBJECT_TYPE_DEFINITION) continue;
      readWeight(type.name.value, type.directives);
      for (const field of type.fields ?? []) {
        const key = `${type.name.value}.${field.name.value}`;
        readWeight(key, field.directives);
        const size = sizeOf(field);
        if (size && size.assumed >= (sizes.get(key)?.assumed ?? 0)) sizes.set(key, size);
      }
    }
  return {
    sizes,
    weightOf(typename, { name, type }) {
      const named = getNamedType(type);
      const said = weights.get(`${typename}.${name}`) ?? weights.get(named.name);
      if (said !== undefined) return said;
      if (typename === 'Mutation') return MUTATION;
      return isCompositeType(named) ? 1 : 0;
    },
  };
}

function sizeOf({ directives = [] }: FieldDefinitionNode): ListSize | undefined {
  const said = argumentsOf(directives, 'listSize');
  if (said)
    return {
      slicing: namesIn(said['slicingArguments']),
      assumed: Number(said['assumedSize']),
      sized: new Set(namesIn(said['sizedFields'])),
    };
  const { by, most } = argumentsOf(directives, 'partition') ?? {};
  return typeof by === 'string' && typeof most === 'number'
    ? { slicing: [by], assumed: most, sized: new Set() }
    : undefined;
}

const namesIn = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : []);

function argumentsOf(
  directives: readonly ConstDirectiveNode[],
  name: string,
): Readonly<Record<string, unknown>> | undefined {
  const directive = directives.find((one) => one.name.value === name);
  return (
    directive &&
    Object.fromEntries(
      (directive.arguments ?? []).map((one) => [one.name.value, valueFromASTUntyped(one.value)]),
    )
  );
}
