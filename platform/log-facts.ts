/** The fields that a log line may have. */
import type { Trace } from './trace.ts';

/** The facts of a log line, beside its level, time and text. No value is ever taken from what a client wrote. */
export interface Facts extends Partial<Trace> {
  /** A UUID, the same from the gateway through every subgraph. */
  requestId?: string | undefined;
  method?: string;
  /** The route as it was declared, such as `/graphql`; never the URL of the request. */
  route?: string | undefined;
  status?: number;
  /** A duration in milliseconds. */
  ms?: number;
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
