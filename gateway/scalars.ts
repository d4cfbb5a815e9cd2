/** The custom scalars of the contracts, by whose rules the gateway coerces variables, literals and answers. */
import type { GraphQLScalarType } from 'graphql';
import { GraphQLDateTime, GraphQLURL } from 'graphql-scalars';

/** The same as the owners have. */
export const SCALARS: readonly GraphQLScalarType[] = [GraphQLDateTime, GraphQLURL];

/** A time as `toISOString` writes it: most answers have nothing else. */
const WRITTEN_TIME =
  /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d\.\d{3}Z$/;

/** The 29th, 30th and 31st are not in every month. */
const isInMonth = (time: string): boolean =>
  Number(time.slice(8, 10)) < 29 || new Date(time).toISOString() === time;

/** Texts of values that need no more than a glance: the rules of graphql-scalars take 5 % of a page of cards. */
export const SCALAR_TEXTS = {
  DateTime: (value: unknown): string | undefined =>
    typeof value === 'string' && WRITTEN_TIME.test(value) && isInMonth(value)
      ? `"${value}"`
      : undefined,
};
