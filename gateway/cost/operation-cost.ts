/**
 * What an operation can cost at most: an object counts 1, a value 0, a mutation 10, each as often as the lists around it
 * can have items (IBM's specification of GraphQL costs, with the weights of Shopify). It is known before any row is read.
 */
import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type FragmentSpreadNode,
  getNamedType,
  getVariableValues,
  type GraphQLCompositeType,
  type GraphQLSchema,
  type InlineFragmentNode,
  isCompositeType,
  isListType,
  getNullableType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import { isIncluded, type Variables } from '../executor/selection/conditions.ts';
import { fragmentsOf } from '../executor/selection/fragments.ts';
import { PAGE_SIZE } from '../../schema/limits.ts';
import { itemsAsked } from '../partition/list-size.ts';
import type { CostRules } from './cost-rules.ts';

/** What a selection costs: `fixed` one time, and `each` for every item of the page that it is of. */
interface Cost {
  readonly fixed: number;
  readonly each: number;
}

const NOTHING: Cost = { fixed: 0, each: 0 };
const NONE_SIZED: ReadonlySet<string> = new Set();

const sum = (one: Cost, other: Cost): Cost => ({
  fixed: one.fixed + other.fixed,
  each: one.each + other.each,
});

const larger = (one: Cost, other: Cost): Cost => ({
  fixed: Math.max(one.fixed, other.fixed),
  each: Math.max(one.each, other.each),
});

/** What an operation is counted by. */
export interface Counted {
  readonly schema: GraphQLSchema;
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  /** As the client gave them. */
  readonly variables: Variables;
}

/**
 * The most that an operation can cost. Of types that exclude each other the dearest counts; introspection costs nothing.
 * Where its variables are wrong it costs nothing either, as nothing of it runs then.
 * @example costOf({ schema, document, operation, variables: { first: 20 } }, costRules(contracts)) // 41
 */
export function costOf(counted: Counted, rules: CostRules): number {
  const { schema, operation } = counted;
  const root = schema.getRootType(operation.operation);
  const { variableDefinitions = [] } = operation;
  const { coerced } = getVariableValues(schema, variableDefinitions, counted.variables, ONE_ERROR);
  if (!root || !coerced) return 0;
  return new CostCount({ ...counted, variables: coerced }, rules).ofSelections(
    operation.selectionSet,
    root,
    NONE_SIZED,
  ).fixed;
}

const ONE_ERROR = { maxErrors: 1 };

/** One walk: each fragment is counted one time, and added wherever it is spread, so the work is linear in the text. */
class CostCount {
  readonly #schema: GraphQLSchema;
  readonly #rules: CostRules;
  readonly #variables: Variables;
  readonly #fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  readonly #ofFragments = new Map<string, Cost>();

  constructor({ schema, document, variables }: Counted, rules: CostRules) {
    this.#schema = schema;
    this.#rules = rules;
    this.#variables = variables;
    this.#fragments = fragmentsOf(document);
  }

  /** @param sized the fields of the type that have as many items as its page is asked for */
  ofSelections(
    { selections }: SelectionSetNode,
    type: GraphQLCompositeType,
    sized: ReadonlySet<string>,
  ): Cost {
    let common = NOTHING;
    const ofTypes = new Map<GraphQLCompositeType, Cost>();
    for (const selection of selections) {
      if (!isIncludedBy(selection, this.#variables)) continue;
      if (selection.kind === Kind.FIELD) {
        common = sum(common, this.#ofField(selection, type, sized));
        continue;
      }
      const { on, cost } = this.#ofPart(selection, type, sized);
      if (isObjectType(on) && on !== type) ofTypes.set(on, sum(ofTypes.get(on) ?? NOTHING, cost));
      else common = sum(common, cost);
    }
    return sum(common, [...ofTypes.values()].reduce(larger, NOTHING));
  }

  #ofPart(
    part: FragmentSpreadNode | InlineFragmentNode,
    type: GraphQLCompositeType,
    sized: ReadonlySet<string>,
  ): { on: GraphQLCompositeType; cost: Cost } {
    const isInline = part.kind === Kind.INLINE_FRAGMENT;
    const fragment = isInline ? part : this.#fragments.get(part.name.value);
    if (!fragment) return { on: type, cost: NOTHING };
    const condition = fragment.typeCondition?.name.value;
    const named = condition === undefined ? undefined : this.#schema.getType(condition);
    const on = isCompositeType(named) ? named : type;
    const key = isInline ? null : [part.name.value, ...sized].join(' ');
    const counted = key === null ? undefined : this.#ofFragments.get(key);
    const cost = counted ?? this.ofSelections(fragment.selectionSet, on, sized);
    if (key !== null) this.#ofFragments.set(key, cost);
    return { on, cost };
  }

  #ofField(node: FieldNode, type: GraphQLCompositeType, sized: ReadonlySet<string>): Cost {
    const name = node.name.value;
    const field = 'getFields' in type ? type.getFields()[name] : undefined;
    if (!field) return NOTHING;
    const size = this.#rules.sizes.get(`${type.name}.${name}`);
    const items = itemsAsked(node, size, PAGE_SIZE)?.(this.#variables) ?? PAGE_SIZE;
    const named = getNamedType(field.type);
    const inner =
      node.selectionSet && isCompositeType(named)
        ? this.ofSelections(node.selectionSet, named, size?.sized ?? NONE_SIZED)
        : NOTHING;
    const one = this.#rules.weightOf(type.name, field) + inner.fixed;
    if (isListType(getNullableType(field.type)))
      return sized.has(name) ? { fixed: 0, each: one } : { fixed: items * one, each: 0 };
    // A page costs its rows even where their number alone is asked: to count them is as much work.
    return { fixed: one + (size ? items * Math.max(1, inner.each) : 0), each: 0 };
  }
}

/** A condition without its variable is an error of the request, which is told elsewhere. */
function isIncludedBy(selection: SelectionNode, variables: Variables): boolean {
  try {
    return isIncluded(selection, variables);
  } catch {
    return true;
  }
}
