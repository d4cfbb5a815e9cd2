import { collectFields } from './collect-fields.ts';
import type { SelectedField } from './collect-fields.ts';
import { withDefaults } from './operation.ts';
import type { Operation, Variables } from './operation.ts';

/** One fetch of the gateway's query plan: an operation with its variables. */
export interface Fetch {
  readonly operation: Operation;
  /** The variables as the gateway gave them. */
  readonly given: Variables;
  /** The same with the operation's defaults. */
  readonly variables: Variables;
  /** The root fields that these variables select, `__typename` included. */
  readonly fields: readonly SelectedField[];
}

/**
 * Works out which root fields an operation selects.
 * @example readFetch(readOperation('{ viewer { name } __typename }'), {}).fields.length // 2
 */
export function readFetch(operation: Operation, given: Variables): Fetch {
  const variables = withDefaults(operation, given);
  const { selectionSet } = operation.definition;
  const fields = [...collectFields(operation, selectionSet, variables).values()];
  return { operation, given, variables, fields };
}
