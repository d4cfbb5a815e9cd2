import type { GraphQLDataSource, GraphQLDataSourceProcessOptions } from '@apollo/gateway';
import type { DocumentNode } from 'graphql';
import { typeConditions } from './abstract-types.ts';
import type { Applies } from './abstract-types.ts';
import { mergeAnswers } from './merge-answers.ts';
import type { Outcome } from './merge-answers.ts';
import { forGateway } from './gateway-positions.ts';
import { missingPaths } from './missing-paths.ts';
import { collectFields, readOperation, withDefaults } from './operation.ts';
import type { Operation, SelectedField } from './operation.ts';
import { ownerQuery } from './owner-query.ts';
import type { Fetch } from './owner-query.ts';
import type { Ask, OwnerRequest, Owners } from './owner.ts';
import { rulesWithSoleOwner } from './partition-rules.ts';
import type { CompleteRules } from './partition-rules.ts';
import { placeField, settled } from './place-fields.ts';
import type { Asking } from './place-fields.ts';
import { sharesOfMutation, sharesOfQuery } from './place.ts';
import type { PlacedField, Share } from './place.ts';
import { unknownField } from './refusals.ts';
import type { SubOperation } from './sub-operation.ts';
import { textCache } from './text-cache.ts';

/** What a partition needs to know of the world. `Context` is what the server makes for each request. */
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

/** Who asks, taken from the context once for each fetch. */
type Asker<Caller> = Pick<OwnerRequest<Caller>, 'caller' | 'requestId' | 'signal'>;

const CACHED_CHARACTERS = 2_000_000;

/**
 * Stands in the gateway for one contract, whose rows are spread over the organisations that serve it:
 * splits what the gateway fetches by owner, asks the owners, and puts the answers back where they belong.
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
  readonly #operations = textCache<Operation>(CACHED_CHARACTERS);
  readonly #subOperations = textCache<SubOperation>(CACHED_CHARACTERS);

  /** @throws Error when the contract does not say of a root field whose it is. */
  constructor(options: PartitionOptions<Caller, Context>) {
    this.#options = options;
    this.#rules = rulesWithSoleOwner(options.document, options.contract, options.owners);
    this.#applies = typeConditions(options.document);
  }

  /**
   * Answers one fetch of the gateway. Failures of owners are errors of the answer, at the paths that they leave empty.
   * @throws Error when the fetch holds no operation that can be read.
   */
  async process(options: GraphQLDataSourceProcessOptions<Context>) {
    const { query, operationName, variables: given = {} } = options.request;
    if (query === undefined) throw new Error('Expected a fetch with a query, but got none.');
    const operation = this.#operations.memo(`${operationName ?? ''}\n${query}`, {
      context: () => readOperation(query, operationName),
    });
    const variables = withDefaults(operation, given);
    const { selectionSet } = operation.definition;
    const selected = [...collectFields(operation, selectionSet, variables).values()];
    const keys = selected.filter(({ name }) => name !== '__typename').map(({ key }) => key);
    const fetch: Fetch = { operation, given, variables, keys };
    const asker = this.#askerOf(options);
    const fields = selected.map(this.#placing(fetch, asker.caller));
    const outcomes = await this.#askOwners(fetch, fields, asker);
    const merged = mergeAnswers(fields, outcomes, missingPaths(fetch, this.#applies));
    return forGateway(merged, options);
  }

  /** A health check comes without a client's request, so nobody asks it. */
  #askerOf(options: GraphQLDataSourceProcessOptions<Context>): Asker<Caller> {
    if (!('incomingRequestContext' in options)) return { caller: null };
    const { context } = options;
    const requestId = this.#options.requestIdOf?.(context);
    const signal = this.#options.signalOf?.(context);
    return {
      caller: this.#options.callerOf(context),
      ...(requestId !== undefined && { requestId }),
      ...(signal && { signal }),
    };
  }

  #placing({ operation, variables }: Fetch, caller: Caller | null) {
    const { contract, owners, homeOf } = this.#options;
    const home = () => (caller === null ? null : homeOf(caller));
    const { root } = operation;
    const asking: Asking = { contract, owners, root, variables, home };
    return (field: SelectedField): PlacedField => {
      if (field.name === '__typename') return settled(field, [], root);
      const rule = this.#rules[root].get(field.name);
      if (rule) return placeField(field, rule, asking);
      return settled(field, [unknownField(`${root}.${field.name}`, contract, [field.key])]);
    };
  }

  async #askOwners(
    fetch: Fetch,
    fields: readonly PlacedField[],
    asker: Asker<Caller>,
  ): Promise<Outcome[]> {
    const ask = (share: Share) => this.#askOwner(fetch, share, asker);
    if (fetch.operation.root === 'Query') return Promise.all(sharesOfQuery(fields).map(ask));
    const outcomes: Outcome[] = [];
    for (const share of sharesOfMutation(fields)) outcomes.push(await ask(share));
    return outcomes;
  }

  async #askOwner(fetch: Fetch, share: Share, asker: Asker<Caller>): Promise<Outcome> {
    const { contract, owners, ask } = this.#options;
    if (owners.isSuspended(share.owner)) return { share, answer: 'suspended' };
    const query = ownerQuery(fetch, share, this.#subOperations);
    try {
      return { share, answer: await ask({ owner: share.owner, contract, ...query, ...asker }) };
    } catch {
      return { share, answer: 'unavailable' };
    }
  }
}
