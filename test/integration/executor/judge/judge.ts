/**
 * Random operations with random faults, answered by one graphql-js server that has all rows, and by an executor over
 * owners that each have their own.
 */
import { Supergraph } from '@apollo/federation-internals';
import { ApolloGateway } from '@apollo/gateway';
import {
  type DocumentNode,
  type ExecutionResult,
  getVariableValues,
  isNonNullType,
  type GraphQLSchema,
  type OperationDefinitionNode,
  OperationTypeNode,
  parse,
  TypeInfo,
  validate,
  ValidationContext,
} from 'graphql';
import { GraphQLDateTime } from 'graphql-scalars';
import { createExecutor } from '../../../../gateway/executor/executor.ts';
import { planner } from '../../../../gateway/executor/planner.ts';
import type { SubgraphAnswer } from '../../../../gateway/executor/plan/answer.ts';
import { useScalars } from '../../../../gateway/executor/use-scalars.ts';
import { SCALAR_TEXTS } from '../../../../gateway/scalars.ts';
import { type Contract, ORGANISATIONS, supergraph } from './contracts.ts';
import { difference, readAnswer } from './differences.ts';
import { answerFromEverything } from './everything.ts';
import { type Context, SOURCES } from './owners.ts';
import { type Random, randomOf } from './random.ts';
import { type RandomOperation, randomOperation, randomVariables } from './random-operation.ts';
import type { World } from './world.ts';

process.env['APOLLO_TELEMETRY_DISABLED'] = '1';

/** Each text is run several times, as clients do: by graphql-js's own completion first, and then by its writer. */
const RUNS_OF_ONE_TEXT = 20;

/** Runs operations as a gateway does. */
export type Run = (request: {
  document: DocumentNode;
  operation: OperationDefinitionNode;
  text: string;
  variables: Record<string, unknown>;
  context: Context;
}) => Promise<ExecutionResult>;

/** An operation that was answered in another way than the judge's. */
export interface Difference {
  readonly kind: string;
  readonly text: string;
  readonly variables: object;
  readonly world: World;
  readonly judged: unknown;
  readonly answered: unknown;
}

/** What was judged. */
export interface Judgement {
  /** Operations that ran, those with errors, mutations, and those whose variables were refused. */
  readonly counts: { ran: number; withErrors: number; mutations: number; refused: number };
  readonly differences: readonly Difference[];
}

const SUPERGRAPH = supergraph();

const read = Supergraph.build(SUPERGRAPH);

export const schema: GraphQLSchema = read.apiSchema().toGraphQLJSSchema();
useScalars(schema, [GraphQLDateTime]);

/** Our executor over the owners. */
export const ownExecutor = (): Run => executorOver((answer) => answer);

/** Our executor over owners whose answers are changed on their way. */
export function executorOver(change: (answer: SubgraphAnswer) => unknown): Run {
  const execute = createExecutor<Context>({
    planning: planner(read),
    scalars: [GraphQLDateTime],
    scalarTexts: SCALAR_TEXTS,
    send: async ({ subgraph, ...request }, context) =>
      change(await SOURCES[subgraph as Contract].answer(request, context)) as SubgraphAnswer,
  });
  return ({ text, ...request }) => execute({ key: text, ...request });
}

/** Apollo's executor over the same owners, for comparison. */
export async function apolloExecutor(): Promise<Run & { stop: () => Promise<void> }> {
  const silent = { debug() {}, info() {}, warn() {}, error() {} };
  const gateway = new ApolloGateway({
    supergraphSdl: SUPERGRAPH,
    logger: silent,
    buildService: ({ name }) => SOURCES[name as Contract],
  });
  const { executor } = await gateway.load();
  const run: Run = async ({ document, operation, text, variables, context }) =>
    (await executor?.({
      document,
      operation,
      context,
      schema,
      operationName: 'Q',
      queryHash: text,
      request: { query: text, variables },
      metrics: {},
      logger: silent,
    } as unknown as Parameters<typeof executor>[0])) as ExecutionResult;
  return Object.assign(run, { stop: () => gateway.stop() });
}

/** Judges an executor by as many operations, which follow from the seed. */
export async function judge(run: Run, operations: number, seed: string): Promise<Judgement> {
  const counts = { ran: 0, withErrors: 0, mutations: 0, refused: 0 };
  const differences: Difference[] = [];
  for (let nth = 0; counts.ran < operations; nth += 1) {
    const random = randomOf(`${seed} ${nth}`);
    const written = randomOperation(schema, random);
    const document = parse(written.text);
    if (validate(schema, document).length > 0) continue;
    for (let round = 0; round < RUNS_OF_ONE_TEXT; round += 1) {
      const variables = randomVariables(written, random);
      const world = randomWorld(`${seed} ${nth} ${round}`, random);
      const found = await judgeOne(run, { written, document, variables, world, counts });
      if (found) differences.push(found);
    }
  }
  return { counts, differences };
}

interface Judged {
  written: RandomOperation;
  document: DocumentNode;
  variables: Record<string, unknown>;
  world: World;
  counts: Judgement['counts'];
}

async function judgeOne(
  run: Run,
  { written: { text }, document, variables, world, counts }: Judged,
): Promise<Difference | undefined> {
  const operation = document.definitions[0] as OperationDefinitionNode;
  const context: Context = { world, requests: { count: 0 } };
  const asked = { document, operation, text, variables, context };
  const of = (kind: string, judged: unknown, answered: unknown): Difference => {
    return { kind, text, variables, world, judged, answered };
  };
  if (isRefused(document, operation, variables)) {
    counts.refused += 1;
    const answer = await run(asked).catch(() => null);
    const isRight = answer !== null && answer.data === undefined && context.requests.count === 0;
    return isRight ? undefined : of('wrong variables are not refused', null, answer);
  }
  counts.ran += 1;
  if (operation.operation === OperationTypeNode.MUTATION) counts.mutations += 1;
  // Each has writes of its own to count.
  const ofJudge = { ...world, writes: new Map<string, number>() };
  const judged = readAnswer(await answerFromEverything(schema, document, variables, ofJudge));
  if (judged.errors.length > 0) counts.withErrors += 1;
  try {
    const answer = readAnswer(await run(asked));
    const kind = difference(judged, answer);
    return kind === null ? undefined : of(kind, judged, answer);
  } catch (error) {
    return of(`throws ${String(error)}`, judged, error);
  }
}

/** A null where null may not be is refused as a whole; graphql-js tells of it at each field. */
function isRefused(
  document: DocumentNode,
  operation: OperationDefinitionNode,
  variables: Record<string, unknown>,
): boolean {
  const { variableDefinitions = [] } = operation;
  const { coerced, errors } = getVariableValues(schema, variableDefinitions, variables);
  if (errors) return true;
  const context = new ValidationContext(schema, document, new TypeInfo(schema), () => undefined);
  return context
    .getRecursiveVariableUsages(operation)
    .some(({ node, type }) => isNonNullType(type) && coerced[node.name.value] === null);
}

const randomWorld = (seed: string, random: Random): World => ({
  seed,
  faults: random.pick([0, 0, 0.03, 0.15]),
  missing: random.pick([0, 0, 0.1, 0.3]),
  down: new Set(random.chance(0.2) ? [random.pick(['coalition', ...ORGANISATIONS])] : []),
  writes: new Map(),
});
