import type { GraphQLFormattedError } from 'graphql';
import type { SelectedField } from './collect-fields.ts';
import type { ResponsePath } from './response-path.ts';
import type { SplitField } from './split-variables.ts';

/**
 * The unit of work of the partition: a whole root field, or one item of a split list, asked of one owner.
 * The value at `ownerPath` in the owner's answer belongs at each of `fetchPaths` in the answer to the gateway.
 *
 * @example
 * // Of `nodes(ids: ["labour:idea:A", "unite:idea:B", "labour:idea:A"])`, the target at labour:
 * { owner: 'labour', field, ownerPath: ['nodes', 0], fetchPaths: [['nodes', 0], ['nodes', 2]], item: 'labour:idea:A' }
 */
export interface FieldTarget {
  readonly owner: string;
  readonly field: SelectedField | SplitField;
  /** Where the owner's answer has the value: `[key]`, or `[key, index among the items sent to this owner]`. */
  readonly ownerPath: ResponsePath;
  /** Where the fetch expects the value; several paths where the list has the same item several times. */
  readonly fetchPaths: ResponsePath[];
  /** The item to send, where the field is split. */
  readonly item?: unknown;
}

/** A root field of a fetch with its targets, before any owner is asked. */
export interface RoutedField {
  readonly key: string;
  /** The value while no owner has answered: null, or a list of nulls as long as the list that is split. */
  readonly initial: unknown;
  readonly targets: readonly FieldTarget[];
  /** Errors that are known without asking an owner, such as a malformed id. */
  readonly errors: readonly GraphQLFormattedError[];
}
