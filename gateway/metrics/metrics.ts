/** What the gateway counts of itself, for whoever reads it. */

/** Who counts. None of it waits, and none of it fails. */
export interface Metrics {
  /** A request came. */
  requestBegan(): void;
  /** A request has its answer, or its client has left. */
  requestEnded(request: EndedRequest): void;
  /** What an operation could cost, and did. */
  cost(requested: number, actual: number): void;
  /** An error that a client was sent, by its code. */
  refused(code: string): void;
  /** An owner answered, or did not. */
  ownerAsked(request: EndedOwnerRequest): void;
  /** The breaker of an owner opened, so that it is asked no more, or closed again. */
  breakerChanged(owner: string, isOpen: boolean): void;
}

export interface EndedRequest {
  /** The route as it was declared. */
  readonly route: string;
  /** Its status; `aborted` where the client left before it had its answer. */
  readonly status: string;
  readonly seconds: number;
  /** The application, as it calls itself; null where it names none. */
  readonly client: string | null;
}

export interface EndedOwnerRequest {
  readonly owner: string;
  /** `answered`, or the reason why it did not. */
  readonly outcome: string;
  readonly seconds: number;
}

const nothing = (): void => undefined;

/** Where nobody reads it. */
export const NO_METRICS: Metrics = {
  requestBegan: nothing,
  requestEnded: nothing,
  cost: nothing,
  refused: nothing,
  ownerAsked: nothing,
  breakerChanged: nothing,
};
