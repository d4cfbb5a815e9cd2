import { type GraphQLSchema, isObjectType } from 'graphql';
import { type AnswerObject, isObject } from './answer.ts';

/** An assignment to this key would change the prototype. No field has this name. */
const PROTOTYPE = '__proto__';

/**
 * Merges an object of a later answer into one of the answer so far. Objects are merged key by key, and lists of equal
 * length item by item. What is there already stays, but for a type that is an interface: `@interfaceObject` has a
 * subgraph know no more of its objects, and a later answer has their type.
 * @example merge({ id: 'a', author: { id: 'b' } }, { author: { name: 'Ann' } }) // author: { id: 'b', name: 'Ann' }
 */
export type Merge = (target: AnswerObject, source: AnswerObject) => void;

/** A function that merges answers, by the types of the API schema. */
export function mergeBy(schema: GraphQLSchema): Merge {
  return merge;

  function merge(target: AnswerObject, source: AnswerObject): void {
    for (const key of Object.keys(source)) {
      if (key === PROTOTYPE) continue;
      const value = source[key];
      const present = target[key];
      if (present === undefined || present === null) target[key] = value;
      else if (isObject(present) && isObject(value)) mergeValues(present, value);
      else if (key === '__typename' && isOfObject(value) && !isOfObject(present))
        target[key] = value;
    }
  }

  function mergeValues(target: AnswerObject, source: AnswerObject): void {
    if (!Array.isArray(target)) {
      if (!Array.isArray(source)) merge(target, source);
      return;
    }
    if (!Array.isArray(source) || source.length !== target.length) return;
    for (const [index, value] of source.entries()) {
      const present: unknown = target[index];
      if (present === undefined || present === null) target[index] = value;
      else if (isObject(present) && isObject(value)) mergeValues(present, value);
    }
  }

  function isOfObject(typename: unknown): boolean {
    return typeof typename === 'string' && isObjectType(schema.getType(typename));
  }
}
