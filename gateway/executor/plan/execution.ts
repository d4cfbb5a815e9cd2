import type { Variables } from '../selection/conditions.ts';
import type { AnswerObject, SubgraphAnswer } from './answer.ts';
import type { Failures } from './failures.ts';

/** One fetch of a plan, as it is sent to a subgraph. */
export interface SubgraphRequest {
  readonly subgraph: string;
  readonly query: string;
  readonly operationName?: string;
  readonly variables: Variables;
}

/**
 * Sends a fetch to a subgraph. Whatever it throws becomes an error at each place that stays empty.
 * @example const send: SendFetch<Context> = ({ subgraph, ...request }, context) => sources[subgraph].answer(request, context)
 */
export type SendFetch<Context> = (
  request: SubgraphRequest,
  context: Context,
) => Promise<SubgraphAnswer>;

/** The run of a plan for one request. */
export interface Execution<Context> {
  /** The values of the plan's variables. */
  readonly variables: Variables;
  readonly context: Context;
  readonly failures: Failures;
}

/** A part of a plan, for the objects of the answer that it adds to. */
export type Step<Context> = (
  execution: Execution<Context>,
  objects: Iterable<AnswerObject>,
) => Promise<void>;
