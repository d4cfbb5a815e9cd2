/** Whether the caller meets what a contract asks. */
import type { Right } from '../../../identity/rights.ts';
import type { Asking } from '../request.ts';
import type { Condition, Guards, Requirement } from './requirement.ts';

/**
 * A rule that decides by a row: by the object itself where it stands on a type, by the object that has the field where
 * it stands on a field.
 */
export type RowRule<C> = RowRuleInWords & {
  holds(row: never, context: C): boolean | Promise<boolean>;
};

/**
 * Whom a rule lets in, for people: certain people (`who: 'the guest themselves'`), or everyone where something is so
 * (`where: 'no moderator hid the comment'`).
 */
export type RowRuleInWords = { readonly who: string } | { readonly where: string };

/** The rules of rows, by the name that policies call them. */
export type RowRules<C> = Readonly<Record<string, RowRule<C>>>;

/** How one server decides. */
export interface Access<C extends Asking> {
  guards: Guards;
  rules: RowRules<C>;
  /** Whether the caller holds a right at whose server this is. */
  may(context: C, right: Right): boolean | Promise<boolean>;
  /** Whose server this is. */
  owner: string;
}

/** Whether the caller meets a requirement; what asks nothing is met. Conditions are looked at in the order they stand. */
export async function meets<C extends Asking>(
  access: Access<C>,
  requirement: Requirement | undefined,
  row: unknown,
  context: C,
): Promise<boolean> {
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
): boolean | Promise<boolean> {
  if (condition.kind === 'signed in') return context.caller !== null;
  if (condition.kind === 'right') return may(context, condition.right);
  return rules[condition.rule]?.holds(row as never, context) ?? false;
}

type Test<Item> = (item: Item) => boolean | Promise<boolean>;

async function every<Item>(items: readonly Item[], test: Test<Item>): Promise<boolean> {
  for (const item of items) if (!(await test(item))) return false;
  return true;
}

const some = async <Item>(items: readonly Item[], test: Test<Item>): Promise<boolean> =>
  !(await every(items, async (item) => !(await test(item))));
