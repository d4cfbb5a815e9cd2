import type { GraphQLOutputType } from 'graphql';
import type { ClientKey, NameScope } from '../selection/name-scope.ts';

/** A place of the answer, as it is known before there is an answer. */
export interface Site {
  /** The type of the value: of a field, or of an item of its list. */
  readonly type: GraphQLOutputType;
  /** The field, as in `Event.venue`. */
  readonly field: string;
  /** The way to it in the client's names; a number stands for the index in the nth list from the root. */
  readonly path: readonly ClientKey[];
  /** The names of the object that has the field. */
  readonly outer: NameScope;
  /** The names within the field's value. */
  readonly inner: NameScope;
}
