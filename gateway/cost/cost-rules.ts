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
import { type ListSize, listSizeOf } from '../partition/list-size.ts';

const MUTATION = 10;

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
        const { assumed: before = 0 } = sizes.get(key) ?? {};
        if (size && (size.assumed ?? 0) >= before) sizes.set(key, size);
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
  const { by, most } = argumentsOf(directives, 'partition') ?? {};
  const isDivided = typeof by === 'string' && typeof most === 'number';
  return (
    listSizeOf(directives) ??
    (isDivided ? { slicing: [by], assumed: most, sized: new Set() } : undefined)
  );
}

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
