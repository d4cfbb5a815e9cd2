import type { FieldNode, GraphQLOutputType, SelectionSetNode } from 'graphql';
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

/** A value of the answer in code: of a field, or of an item of its list. */
export interface CodeValue {
  readonly site: Site;
  readonly nodes: readonly FieldNode[];
  /** Expressions for the object (or list) and the key (or index) that has the value. */
  readonly holder: string;
  readonly key: string;
  /** The text before the value, as an expression that ends with `+`. */
  readonly before: string;
  /** The number of lists from the root. */
  readonly lists: number;
}

/** An object of the answer. */
export interface ObjectPlace {
  readonly scope: NameScope;
  readonly selectionSets: readonly SelectionSetNode[];
  readonly path: readonly ClientKey[];
  readonly lists: number;
}
