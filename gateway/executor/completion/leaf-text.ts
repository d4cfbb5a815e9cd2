import { type GraphQLLeafType, isEnumType, isSpecifiedScalarType } from 'graphql';
import { isObject } from '../plan/answer.ts';

/** The answer's texts of values of custom scalars that need no serializing, by the scalar's name; undefined for others. */
export type ScalarTexts = Readonly<Record<string, (value: unknown) => string | undefined>>;

/**
 * The value of a leaf as JSON has it, by the type's own serialization.
 * @throws Error when the value is none of the type.
 * @example serializeLeaf(GraphQLInt, '3', 'Idea.count') // 3
 */
export function serializeLeaf(type: GraphQLLeafType, value: unknown, field: string): unknown {
  if (mayCallMethods(type, value)) throw wrongValue(field, type.name);
  const serialized: unknown = type.serialize(value);
  if (serialized === undefined || serialized === null) throw wrongValue(field, type.name);
  return serialized;
}

/** Whether a type of graphql-js would call methods of an object that an owner sent. */
export const mayCallMethods = (type: GraphQLLeafType, value: unknown): boolean =>
  isObject(value) && (isEnumType(type) || isSpecifiedScalarType(type));

/** What to say of a value that is none of its type. */
export const wrongValue = (field: string, expected: string): Error =>
  new Error(`Expected a value of the type ${expected} for ${field}, but got another.`);
