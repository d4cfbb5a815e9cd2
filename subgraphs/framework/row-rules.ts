/** The rules of rows: who may see or do what, where it is the row that decides. */
import { type IdType, isIdType } from '../../schema/things.ts';

/** Given at once where it can be: most conditions ask the token or the row, and there is one for each guarded field. */
export type Decision = boolean | Promise<boolean>;

/**
 * A rule that decides by a row: by the object itself where it stands on a type, by the object that has the field where
 * it stands on a field, by the row that `@partition` names where it stands on a mutation.
 */
export type RowRule<C> = RowRuleInWords & { holds(row: never, context: C): Decision };

/**
 * Whom a rule lets in, for people: certain people (`who: 'the guest themselves'`), or everyone where something is so
 * (`where: 'no moderator hid the comment'`).
 */
export type RowRuleInWords = { readonly who: string } | { readonly where: string };

/** The rules of rows, by the name that policies call them. */
export type RowRules<C> = Readonly<Record<string, RowRule<C>>>;

/**
 * The type in the name of a rule: `member:self` is for members, and is asked about no other row. Null for a rule that is
 * for rows of several types, as `author:named` is.
 */
export function typeOfRule(name: string): IdType | null {
  const type = name.split(':')[0] ?? '';
  return isIdType(type) ? type : null;
}
