/** The fields that a log line may have. */
import type { Trace } from './trace.ts';

/**
 * The facts of a log line, beside its level, time and text. No value is ever taken from what a client wrote, but for the
 * name and version of an application: operators have to see whose queries are slow or dear. What is no such name by
 * gateway/http/client-name.ts is left out, so that no e-mail address, telephone number or token passes for one.
 */
export interface Facts extends Partial<Trace> {
  /** A UUID, the same from the gateway through every subgraph. */
  requestId?: string | undefined;
  method?: string;
  /** The route as it was declared, such as `/graphql`; never the URL of the request. */
  route?: string | undefined;
  status?: number;
  /** A duration in milliseconds. */
  ms?: number;
  /** The first digits of the SHA-256 of an operation's text. */
  operation?: string | undefined;
  /** The application, as it calls itself. */
  client?: string | undefined;
  clientVersion?: string | undefined;
  /** What an operation could cost, and did. */
  costRequested?: number | undefined;
  cost?: number | undefined;
  /** Whether a mutation was done before, by its idempotency key. */
  replayed?: boolean | undefined;
  /** The ids of the owners that were asked. */
  owners?: readonly string[] | undefined;
  /** Until an operation runs; while at least one owner is asked; since the last of them answered. In milliseconds. */
  readMs?: number | undefined;
  ownersMs?: number | undefined;
  writeMs?: number | undefined;
  /** The owner that was asked, and for which contract. */
  owner?: string;
  contract?: string;
  organisation?: string;
  /** A word for programs, such as `timeout`. */
  reason?: string;
  /** How many items were refused. */
  refused?: number;
  /** The revision of the directory. */
  revision?: number;
}

const FIELDS: Readonly<Record<keyof Facts, true>> = {
  requestId: true,
  method: true,
  route: true,
  status: true,
  ms: true,
  operation: true,
  client: true,
  clientVersion: true,
  costRequested: true,
  cost: true,
  replayed: true,
  owners: true,
  readMs: true,
  ownersMs: true,
  writeMs: true,
  owner: true,
  contract: true,
  organisation: true,
  reason: true,
  refused: true,
  revision: true,
  error: true,
  code: true,
  message: true,
  cause: true,
  at: true,
};

/** The properties of an object that a log line may have. */
export const allowedFacts = (facts: object): Facts =>
  Object.fromEntries(Object.entries(facts).filter(([name]) => Object.hasOwn(FIELDS, name)));
