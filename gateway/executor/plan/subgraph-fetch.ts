import type { FetchNode } from '@apollo/query-planner';
import type { GraphQLFormattedError, GraphQLSchema } from 'graphql';
import type { Variables } from '../selection/conditions.ts';
import { type AnswerObject, type AnswerPath, isObject, type SubgraphAnswer } from './answer.ts';
import type { Execution, SendFetch } from './execution.ts';
import { fetchedKeys } from './fetched-keys.ts';
import { type Merge, mergeBy } from './merge.ts';
import { pathRenamer, type Rewrite, rewriteBy } from './rewrites.ts';

/** A fetch of a plan, read once. */
export interface SubgraphFetch<Context> {
  readonly subgraph: string;
  /** The keys that the fetch gives an object of a type. */
  readonly keys: (typename: string) => readonly string[];
  /** The keys that it gives this entity. */
  readonly keysOf: (entity: AnswerObject) => readonly string[];
  /** Changes a representation before it is sent. */
  readonly rewriteInput: Rewrite | undefined;
  /** Changes the data of an answer. */
  readonly rewriteOutput: Rewrite | undefined;
  readonly renamePath: (path: AnswerPath) => AnswerPath;
  /** Merges the answer into the objects that it is for. */
  readonly merge: Merge;
  /**
   * Asks the subgraph.
   * @returns its answer; where there is none, an error in its place
   */
  ask(execution: Execution<Context>, added?: Variables): Promise<SubgraphAnswer | Error>;
}

/**
 * Reads a fetch of a plan.
 * @throws Error when the fetch has rewrites of `@fromContext`, which this executor does not run.
 * @example readSubgraphFetch(node, schema, send).keys('Event') // ['venue']
 */
export function readSubgraphFetch<Context>(
  node: FetchNode,
  schema: GraphQLSchema,
  send: SendFetch<Context>,
): SubgraphFetch<Context> {
  if (node.contextRewrites?.length) throw new Error('Expected a plan without @fromContext.');
  const { serviceName: subgraph, operation: query, operationName, variableUsages = [] } = node;
  const renamePath = pathRenamer(node.outputRewrites);
  const keys = fetchedKeys(schema, query, node.requires !== undefined, renamePath);
  return {
    subgraph,
    keys,
    keysOf: ({ __typename: typename }) => keys(typeof typename === 'string' ? typename : ''),
    rewriteInput: rewriteBy(schema, node.inputRewrites),
    rewriteOutput: rewriteBy(schema, node.outputRewrites),
    renamePath,
    merge: mergeBy(schema),
    async ask({ variables, context }, added) {
      const used = { ...pick(variables, variableUsages), ...added };
      const request = { subgraph, query, variables: used, ...(operationName && { operationName }) };
      try {
        const answer: unknown = await send(request, context);
        return isObject(answer) ? answer : notGraphql(subgraph);
      } catch (error) {
        return error instanceof Error ? error : new Error(String(error), { cause: error });
      }
    },
  };
}

function pick(variables: Variables, names: readonly string[]): AnswerObject {
  const picked: AnswerObject = {};
  for (const name of names) if (variables[name] !== undefined) picked[name] = variables[name];
  return picked;
}

/** What to say of a subgraph that answered something else. */
const notGraphql = (subgraph: string): Error =>
  new Error(`The subgraph "${subgraph}" answered no GraphQL.`);

const isPath = (value: unknown): value is AnswerPath =>
  Array.isArray(value) && value.every((key) => typeof key === 'string' || typeof key === 'number');

/**
 * An error of a subgraph with its name, and with a code where it gave none. Both are as @apollo/gateway has them.
 * @example ofSubgraph({ message: 'No.' }, 'organisation').extensions // { code: 'DOWNSTREAM_SERVICE_ERROR', … }
 */
export function ofSubgraph(error: unknown, subgraph: string): GraphQLFormattedError {
  const { message, path, extensions } = isObject(error) ? error : {};
  const given = isObject(extensions) ? extensions : {};
  return {
    message: typeof message === 'string' ? message : 'An error without a message.',
    ...(isPath(path) && { path }),
    extensions: { code: 'DOWNSTREAM_SERVICE_ERROR', ...given, serviceName: subgraph },
  };
}
