import type { GraphQLDataSource, GraphQLDataSourceProcessOptions } from '@apollo/gateway';
import type { DocumentNode } from 'graphql';
import { typeConditions } from './abstract-types.ts';
import type { Applies } from './abstract-types.ts';
import { answerSizes } from './answer-size.ts';
import type { AnswerSizes } from './answer-size.ts';
import { completeRules } from './complete-rules.ts';
import type { CompleteRules } from './complete-rules.ts';
import { contractFields } from './contract-fields.ts';
import { readFetch } from './fetch.ts';
import type { Fetch } from './fetch.ts';
import type { RoutedField } from './field-target.ts';
import { toGatewayResponse } from './gateway-error-paths.ts';
import { mergeAnswers } from './merge-answers.ts';
import type { MergedAnswer, Outcome } from './merge-answers.ts';
import { nullPathsOf } from './null-paths.ts';
import { readOperation } from './operation.ts';
import type { Operation, Variables } from './operation.ts';
import { batchesOfMutation, batchesOfQuery } from './owner-batches.ts';
import type { OwnerBatch } from './owner-batches.ts';
import { type AskedFor, withOwnerCodes } from './owner-codes.ts';
import { ownerQuery } from './owner-query.ts';
import type { Ask, OwnerRequest, Owners } from './owner.ts';
import { unknownField } from './refusals.ts';
import { routeField, withoutTargets } from './route-field.ts';
import type { RoutingContext } from './route-field.ts';
import type { SubOperation } from './sub-operation.ts';
import { textCache } from './text-cache.ts';

/** A contract and its owners. `Context` is the context value that the server makes for each request. */
export interface PartitionOptions<Caller, Context> {
  /** The contract's name: the name of its subgraph in the supergraph. */
  readonly contract: string;
  /** The contract's SDL. */
  readonly document: DocumentNode;
  readonly owners: Owners;
  readonly ask: Ask<Caller>;
  readonly callerOf: (context: Context) => Caller | null;
  /** The id of the organisation that the caller signed in at. */
  readonly homeOf: (caller: Caller) => string;
  readonly requestIdOf?: (context: Context) => string | undefined;
  /** Aborts when the client has left. */
  readonly signalOf?: (context: Context) => AbortSignal | undefined;
}

/** The parts of every owner request that come from the context of the client's request. */
type FromContext<Caller> = Pick<OwnerRequest<Caller>, 'caller' | 'requestId' | 'signal'>;

/** A fetch of a query plan, as an executor sends it. */
export interface FetchRequest {
  readonly query: string;
  readonly operationName?: string;
  readonly variables?: Variables;
}

const CACHED_CHARACTERS = 60_000;

/**
 * The data source of one contract, whose rows are spread over the organisations that serve it. It splits each fetch of
 * the gateway by owner, asks the owners, and merges their answers.
 *
 * @example
 * new ApolloGateway({ supergraphSdl, buildService: ({ name }) =>
 *   new PartitionedDataSource({ contract: name, document: contracts[name], owners, ask, callerOf, homeOf }) });
 */
export class PartitionedDataSource<
  Caller,
  Context extends Record<string, unknown>,
> implements GraphQLDataSource<Context> {
  readonly #options: PartitionOptions<Caller, Context>;
  readonly #rules: CompleteRules;
  readonly #applies: Applies;
  readonly #sizeOf: AnswerSizes;
  readonly #operations = textCache<Operation>(CACHED_CHARACTERS);
  readonly #subOperations = textCache<SubOperation>(CACHED_CHARACTERS);

  /** @throws Error when a root field of the contract has no owner. */
  constructor(options: PartitionOptions<Caller, Context>) {
    this.#options = options;
    this.#rules = completeRules(options.document, options.contract, options.owners);
    this.#applies = typeConditions(options.document);
    this.#sizeOf = answerSizes(contractFields(options.document));
  }

  /**
   * Answers one fetch of @apollo/gateway. Where an owner fails, the answer has an error at each path that is null for it.
   * @throws Error when the fetch has no operation that can be parsed.
   * @example
   * const kind = GraphQLDataSourceRequestKind.HEALTH_CHECK;
   * await source.process({ kind, request: { query: '{ __typename }' }, context: {} }) // { data: { __typename: 'Query' } }
   */
  async process(options: GraphQLDataSourceProcessOptions<Context>) {
    const { query } = options.request;
    if (query === undefined) throw new Error('Expected a fetch with a query, but got none.');
    // A health check belongs to no client's request, so it has no caller.
    const context = 'incomingRequestContext' in options ? options.context : null;
    return toGatewayResponse(await this.answer({ ...options.request, query }, context), options);
  }

  /**
   * Answers one fetch of any executor, with the errors at the paths of the fetch.
   * @param context the context value of the client's request; null where there is none
   * @throws Error when the fetch has no operation that can be parsed.
   * @example await source.answer({ query: '{ viewer { name } }' }, context) // { data, errors: [] }
   */
  async answer(
    { query, operationName, variables = {} }: FetchRequest,
    context: Context | null,
  ): Promise<MergedAnswer> {
    const operation = this.#operations.memo(`${operationName ?? ''}\n${query}`, {
      context: () => readOperation(query, operationName),
    });
    const fetch = readFetch(operation, variables);
    const fromContext = this.#fromContext(context);
    const fields = this.#routed(fetch, fromContext.caller);
    const outcomes = await this.#askOwners(fetch, fields, fromContext);
    return mergeAnswers(fields, outcomes, nullPathsOf(fetch, this.#applies));
  }

  #fromContext(context: Context | null): FromContext<Caller> {
    if (context === null) return { caller: null };
    const requestId = this.#options.requestIdOf?.(context);
    const signal = this.#options.signalOf?.(context);
    return {
      caller: this.#options.callerOf(context),
      ...(requestId !== undefined && { requestId }),
      ...(signal && { signal }),
    };
  }

  #routed({ operation: { root }, variables, fields }: Fetch, caller: Caller | null): RoutedField[] {
    const { contract, owners, homeOf } = this.#options;
    const home = () => (caller === null ? null : homeOf(caller));
    const context: RoutingContext = { contract, owners, root, variables, home };
    return fields.map((field): RoutedField => {
      if (field.name === '__typename') return withoutTargets(field, [], root);
      const rule = this.#rules[root].get(field.name);
      if (rule) return routeField(field, rule, context);
      return withoutTargets(field, [unknownField(`${root}.${field.name}`, contract, [field.key])]);
    });
  }

  async #askOwners(
    fetch: Fetch,
    fields: readonly RoutedField[],
    fromContext: FromContext<Caller>,
  ): Promise<Outcome[]> {
    const ask = (batch: OwnerBatch) => this.#askOwner(fetch, batch, fromContext);
    if (fetch.operation.root === 'Query') return Promise.all(batchesOfQuery(fields).map(ask));
    const outcomes: Outcome[] = [];
    for (const batch of batchesOfMutation(fields)) outcomes.push(await ask(batch));
    return outcomes;
  }

  async #askOwner(
    fetch: Fetch,
    batch: OwnerBatch,
    fromContext: FromContext<Caller>,
  ): Promise<Outcome> {
    const { contract, owners, ask } = this.#options;
    const { owner } = batch;
    if (owners.isSuspended(owner)) return { batch, answer: 'suspended' };
    const query = ownerQuery(fetch, batch, this.#subOperations);
    try {
      const { values: mostValues, bytes: mostBytes } = this.#sizeOf(fetch, batch);
      const size = { mostValues, mostBytes };
      const answer = await ask({ owner, contract, ...query, ...size, ...fromContext });
      const askedFor = this.#askedFor(owner, fromContext.caller);
      return { batch, answer: withOwnerCodes(owner, answer, askedFor) };
    } catch {
      return { batch, answer: 'unavailable' };
    }
  }

  #askedFor(owner: string, caller: Caller | null): AskedFor {
    if (caller === null) return 'nobody';
    return this.#options.homeOf(caller) === owner ? 'own' : 'other';
  }
}
