import type { QueryPlanFieldNode, QueryPlanSelectionNode } from '@apollo/query-planner';
import type { GraphQLSchema } from 'graphql';
import { conditionApplies } from '../selection/type-conditions.ts';
import { type AnswerObject, isObject } from './answer.ts';

/**
 * The representation of an object for an entity fetch. Null where the fetch is not for objects of its type; the name of
 * the first key that the object does not have, where it lacks one.
 */
export type Represent = (object: AnswerObject) => AnswerObject | string | null;

/**
 * A function that makes representations, by the `requires` of a fetch.
 * @example representationBy(schema, requires)({ __typename: 'Event', id: 'a', name: 'x' }) // { __typename: 'Event', id: 'a' }
 */
export function representationBy(
  schema: GraphQLSchema,
  requires: readonly QueryPlanSelectionNode[],
): Represent {
  return (object) => {
    const representation: AnswerObject = {};
    const missing = select(object, requires, representation);
    if (missing !== undefined) return missing;
    return representation['__typename'] === undefined ? null : representation;
  };

  /** Copies what is selected. @returns the name of a field that the object does not have */
  function select(
    object: AnswerObject,
    selections: readonly QueryPlanSelectionNode[],
    into: AnswerObject,
  ): string | undefined {
    for (const selection of selections) {
      if (selection.kind === 'Field') {
        const name = selection.alias ?? selection.name;
        const value = object[name] === undefined ? undefined : copy(object[name], selection);
        if (value === undefined) return name;
        into[name] = value;
      } else if (conditionApplies(schema, selection.typeCondition, object)) {
        const missing = select(object, selection.selections, into);
        if (missing !== undefined) return missing;
      }
    }
    return undefined;
  }

  function copy(value: unknown, field: QueryPlanFieldNode): unknown {
    if (!field.selections || !isObject(value)) return value;
    if (Array.isArray(value)) {
      const items = value.map((item) => copy(item, field));
      return items.includes(undefined) ? undefined : items;
    }
    const into: AnswerObject = {};
    return select(value, field.selections, into) === undefined ? into : undefined;
  }
}
