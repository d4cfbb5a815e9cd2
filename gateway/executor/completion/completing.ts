import type { GraphQLField } from 'graphql';
import type { ScalarTexts } from './leaf-text.ts';

/** What a value of a field weighs: each item, where it is a list. */
export type WeightOf = (
  typename: string,
  field: Pick<GraphQLField<unknown, unknown>, 'name' | 'type'>,
) => number;

/** By what answers are completed, beside the schema. */
export interface Completing {
  readonly scalarTexts: ScalarTexts;
  readonly weightOf: WeightOf;
}
