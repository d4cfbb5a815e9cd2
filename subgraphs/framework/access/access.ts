/** Whether the caller meets what a contract asks. */
import { isInScopes } from '../../../identity/caller.ts';
import type { Right } from '../../../identity/rights.ts';
import type { Asking } from '../request.ts';
import type { Decision, RowRules } from '../row-rules.ts';
import type { Condition, Guards, Requirement } from './requirement.ts';

/** How one server decides. */
export interface Access<C extends Asking> {
  guards: Guards;
  rules: RowRules<C>;
  /** Whether the caller holds a right at whose server this is. */
  may(context: C, right: Right): Decision;
  /** Whose server this is. */
  owner: string;
}

/** Whether the caller meets a requirement; what asks nothing is met. Conditions are looked at in the order they stand. */
export function meets<C extends Asking>(
  access: Access<C>,
  requirement: Requirement | undefined,
  row: unknown,
  context: C,
): Decision {
  const holds = (condition: Condition) => isMet(access, condition, row, context);
  return every(requirement ?? [], (alternatives) =>
    some(alternatives, (conditions) => every(conditions, holds)),
  );
}

function isMet<C extends Asking>(
  { rules, may }: Access<C>,
  condition: Condition,
  row: unknown,
  context: C,
): Decision {
  if (condition.kind === 'signed in') return isThemselves(context);
  if (condition.kind === 'right') return may(context, condition.right);
  const rule = rules[condition.rule];
  if (!rule || ('who' in rule && !isThemselves(context))) return false;
  return rule.holds(row as never, context);
}

/**
 * Whether someone signed in whose token opens what is theirs alone. One that is held to some rights does so where this
 * right is among them.
 */
const isThemselves = ({ caller }: Asking): boolean =>
  caller !== null && isInScopes(caller, 'self:read');

type Test<Item> = (item: Item) => Decision;

function every<Item>(items: readonly Item[], test: Test<Item>): Decision {
  for (const [at, item] of items.entries()) {
    const holds = test(item);
    if (holds instanceof Promise)
      return holds.then((held) => held && every(items.slice(at + 1), test));
    if (!holds) return false;
  }
  return true;
}

const some = <Item>(items: readonly Item[], test: Test<Item>): Decision =>
  not(every(items, (item) => not(test(item))));

const not = (decision: Decision): Decision => after(decision, (holds) => !holds);

/** Goes on with what is there now, or will be. */
export const after = <Value, Next>(
  value: Value | Promise<Value>,
  then: (value: Value) => Next,
): Next | Promise<Awaited<Next>> =>
  value instanceof Promise ? (value.then(then) as Promise<Awaited<Next>>) : then(value);
