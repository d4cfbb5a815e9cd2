import type { GraphQLFormattedError } from 'graphql';

/**
 * The owners and the contracts that they serve. The answers may change from one request to the next.
 * @example { has: (id) => id in directory, serves, of: () => ['labour', 'unite'], isSuspended: () => false }
 */
export interface Owners {
  /** Whether there is an organisation with this id. */
  has(owner: string): boolean;
  /** Whether the organisation serves the contract now. */
  serves(owner: string, contract: string): boolean;
  /** The ids of all organisations that serve the contract. */
  of(contract: string): readonly string[];
  /** Whether the organisation is suspended: it is not asked, and nobody else answers for its rows. */
  isSuspended(owner: string): boolean;
}

/** One GraphQL request to one owner. */
export interface OwnerRequest<Caller> {
  readonly owner: string;
  readonly contract: string;
  readonly query: string;
  readonly variables?: Readonly<Record<string, unknown>>;
  readonly operationName?: string;
  /** How many values the answer can have by what is asked; left out where nobody knows. */
  readonly mostValues?: number;
  /** How long the answer can be by what is asked, in bytes; left out where nobody knows. */
  readonly mostBytes?: number;
  /** The person who asks, or null where nobody is signed in. */
  readonly caller: Caller | null;
  readonly requestId?: string;
  /** Headers of this request alone. Those of every request come before them. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Aborts when the client has left. */
  readonly signal?: AbortSignal;
}

/** The GraphQL answer of an owner. Nothing in it is trusted. */
export interface OwnerAnswer {
  readonly data?: Readonly<Record<string, unknown>> | null;
  readonly errors?: readonly GraphQLFormattedError[];
}

/**
 * Asks one owner. Each call has to return an object of its own, since the gateway writes into it.
 * Whatever it throws, the client reads that the owner is unavailable, and no more. To log the reason or to retry a
 * query, wrap it.
 * @example const logged: Ask<Caller> = (request) => upstream.ask(request).catch((error) => { log(error); throw error; })
 */
export type Ask<Caller> = (request: OwnerRequest<Caller>) => Promise<OwnerAnswer>;

/** Why an owner gave no answer. */
export type UnavailableReason =
  | 'aborted'
  | 'busy'
  | 'error'
  | 'failed'
  | 'no-address'
  | 'not-asked'
  | 'not-graphql'
  | 'redirect'
  | 'refused'
  | 'status'
  | 'timeout'
  | 'too-large';

/**
 * Thrown by an `Ask` that got no answer. Its message is for operators and has no address in it.
 * @example throw new OwnerUnavailable('unite', 'timeout', 'it did not answer within 5000 ms')
 */
export class OwnerUnavailable extends Error {
  override readonly name = 'OwnerUnavailable';
  readonly owner: string;
  readonly reason: UnavailableReason;

  constructor(owner: string, reason: UnavailableReason, detail: string, options?: ErrorOptions) {
    super(`The organisation "${owner}" is unavailable: ${detail}.`, options);
    this.owner = owner;
    this.reason = reason;
  }
}
