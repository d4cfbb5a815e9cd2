import { Supergraph } from '@apollo/federation-internals';
import { composeServices } from '@apollo/composition';
import { expect } from '@jest/globals';
import { type OperationDefinitionNode, parse, type GraphQLError } from 'graphql';
import { GraphQLDateTime } from 'graphql-scalars';
import { stringifyResult } from '../../../gateway/executor/answer-text.ts';
import { createExecutor } from '../../../gateway/executor/executor.ts';
import { planner } from '../../../gateway/executor/planner.ts';
import type { SubgraphAnswer } from '../../../gateway/executor/plan/answer.ts';
import type { SubgraphRequest } from '../../../gateway/executor/plan/execution.ts';

export const HEAD = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@external", "@requires", "@shareable", "@interfaceObject", "@context", "@fromContext"])
  scalar DateTime`;

/** Composes subgraphs, by their SDL without the link of federation. */
export function composed(subgraphs: Readonly<Record<string, string>>): string {
  const { supergraphSdl, errors } = composeServices(
    Object.entries(subgraphs).map(([name, sdl]) => ({
      name,
      typeDefs: parse(`${HEAD} ${sdl}`),
      url: `test:${name}`,
    })),
  );
  if (!supergraphSdl) throw new Error(errors?.map(({ message }) => message).join('\n'));
  return supergraphSdl;
}

/** What each subgraph answers to a fetch. */
export type Answers = Readonly<
  Record<string, (request: SubgraphRequest) => SubgraphAnswer | Promise<SubgraphAnswer>>
>;

interface Given {
  variables?: Record<string, unknown>;
  primary?: SubgraphAnswer;
}

/** An executor over subgraphs that answer what a test says. It notes what they are asked. */
export function anExecutor(supergraphSdl: string, answers: Answers) {
  const requests: SubgraphRequest[] = [];
  const execute = createExecutor<null>({
    planning: planner(Supergraph.build(supergraphSdl, { validateSupergraph: false })),
    scalars: [GraphQLDateTime],
    send: async (request) => {
      requests.push(request);
      const answer = await answers[request.subgraph]!(request);
      return structuredClone(answer);
    },
  });

  const runOf = async (text: string, { variables = {}, primary }: Given) => {
    const document = parse(text);
    const operation = document.definitions[0] as OperationDefinitionNode;
    const given = { document, operation, key: text, variables, context: null };
    const result = await execute({
      ...given,
      ...(primary && { primary: structuredClone(primary) }),
    });
    const { data, errors = [] } = result;
    // An error as a client reads it, and its order means nothing.
    const plain = errors.map(({ message, path, locations }: GraphQLError) => ({
      message,
      path,
      locations,
    }));
    const written = stringifyResult({ data: data ?? null });
    return { ...(JSON.parse(written) as { data: unknown }), errors: plain };
  };

  /** Runs an operation twice: graphql-js completes it at first, and then its own writer, which has to do the same. */
  const run = async (text: string, given: Given = {}) => {
    const first = await runOf(text, given);
    requests.length = 0;
    expect(await runOf(text, given)).toEqual(first);
    return first;
  };
  return { run, requests };
}
