import type { GraphQLFormattedError } from 'graphql';

/** The live directory of who serves what. Its answers may change from one request to the next. */
export interface Owners {
  /** Whether there is an organisation of this id at all. */
  has(owner: string): boolean;
  /** Whether the organisation serves the contract now. */
  serves(owner: string, contract: string): boolean;
  /** All that serve the contract. */
  of(contract: string): readonly string[];
  /** Whether the organisation is known, and nobody is to ask it, nor to answer for its rows, until it is reinstated. */
  isSuspended(owner: string): boolean;
}

/** One GraphQL request to one owner. */
export interface OwnerRequest<Caller> {
  readonly owner: string;
  readonly contract: string;
  readonly query: string;
  readonly variables?: Readonly<Record<string, unknown>>;
  readonly operationName?: string;
  /** The person who asks, or null where nobody is signed in. */
  readonly caller: Caller | null;
  readonly requestId?: string;
  /** Aborts when the client has left. */
  readonly signal?: AbortSignal;
}

/** What an owner says: a GraphQL answer, taken as untrusted. */
export interface OwnerAnswer {
  readonly data?: Readonly<Record<string, unknown>> | null;
  readonly errors?: readonly GraphQLFormattedError[];
}

/**
 * Asks one owner. The answer has to be the asker's own, since the gateway writes into it.
 * Whatever it throws is told to the client as the owner being unavailable, and in no more detail:
 * to log the reason or to retry a query, wrap it.
 */
export type Ask<Caller> = (request: OwnerRequest<Caller>) => Promise<OwnerAnswer>;

/** Why an owner gave no answer. */
export type UnavailableReason =
  | 'aborted'
  | 'failed'
  | 'no-address'
  | 'not-graphql'
  | 'redirect'
  | 'status'
  | 'timeout'
  | 'too-large';

/** Thrown by an `Ask` that got no answer. Its message is for operators and names no address. */
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
