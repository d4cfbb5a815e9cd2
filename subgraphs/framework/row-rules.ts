/** The rules of rows: who may see or do what, where it is the row that decides. */

/**
 * A rule that decides by a row: by the object itself where it stands on a type, by the object that has the field where
 * it stands on a field.
 */
export type RowRule<C> = (row: never, context: C) => boolean | Promise<boolean>;

/** The rules of rows, by the name that policies call them. */
export type RowRules<C> = Readonly<Record<string, RowRule<C>>>;
