import type { QueryPlan } from '@apollo/query-planner';
import type { GraphQLSchema } from 'graphql';

/** What an executor stands on: the schema that clients see, and who plans their operations over the supergraph. */
export interface Planning {
  /** The API schema of the supergraph: a new one each time, as whoever asks puts scalars and resolvers into it. */
  api(): GraphQLSchema;
  /** The plan of an operation by its normalised text. Planning is one piece of work, so another thread may do it. */
  planText(text: string): QueryPlan | Promise<QueryPlan>;
}
