import type { Span } from '@opentelemetry/api';
import type { Facts } from '../../platform/log-facts.ts';
import type { ClientName } from '../http/client-name.ts';
import { NO_SPAN } from '../tracing/spans.ts';

/** What an operation could cost, and did. */
export interface ObservedCost {
  readonly requested: number;
  readonly actual: number;
}

/** Of a hash of an operation's text: enough to tell operations apart, and to find one among stored operations. */
const HASH_DIGITS = 12;

/**
 * What is observed of a request while it is under way: numbers and ids. Of what a client wrote, it has the name of the
 * application and nothing else.
 */
export class Observation {
  client: ClientName | null = null;
  cost: ObservedCost | null = null;
  /** Whether a mutation of it was done before, by its idempotency key. */
  isReplay = false;
  readonly span: Span;
  readonly #beganAt = performance.now();
  readonly #owners = new Set<string>();
  #operation: string | undefined;
  #ranAt: number | null = null;
  #asking = 0;
  #askingSince = 0;
  #lastAnswerAt: number | null = null;
  #ownersMs = 0;

  /** @param span of the request; left out where nobody traces it */
  constructor(span: Span = NO_SPAN) {
    this.span = span;
  }

  /** @param hash of the text of the operation */
  operationRead(hash: string | undefined): void {
    this.#operation = hash;
  }

  /**
   * It is let in, parsed, valid and paid for.
   * @param type `query` or `mutation`
   */
  operationRan(type: string): void {
    this.span.setAttribute('graphql.operation.type', type);
    this.#ranAt = performance.now();
  }

  ownerAsked(owner: string): void {
    this.#owners.add(owner);
    if (this.#asking === 0) this.#askingSince = performance.now();
    this.#asking += 1;
  }

  ownerEnded(): void {
    this.#asking -= 1;
    if (this.#asking > 0) return;
    this.#lastAnswerAt = performance.now();
    this.#ownersMs += this.#lastAnswerAt - this.#askingSince;
  }

  /** Since it began, in milliseconds. */
  elapsedMs(): number {
    return performance.now() - this.#beganAt;
  }

  /** The facts of its log line, once it has ended. */
  facts(): Facts {
    const hasAsked = this.#owners.size > 0;
    return {
      operation: this.#operation?.slice(0, HASH_DIGITS),
      client: this.client?.name,
      clientVersion: this.client?.version ?? undefined,
      costRequested: this.cost?.requested,
      cost: this.cost?.actual,
      replayed: this.isReplay || undefined,
      owners: hasAsked ? [...this.#owners] : undefined,
      readMs: this.#ranAt === null ? undefined : tenths(this.#ranAt - this.#beganAt),
      ownersMs: hasAsked ? tenths(this.#ownersMs) : undefined,
      writeMs: this.#writeMs(),
    };
  }

  /** Since the last owner answered; where none was asked, since it ran. */
  #writeMs(): number | undefined {
    const since = this.#lastAnswerAt ?? this.#ranAt;
    return since === null ? undefined : tenths(performance.now() - since);
  }
}

const tenths = (ms: number): number => Math.round(ms * 10) / 10;
