/**
 * An owner that fails again and again is asked no more, so that it costs nobody its time-out, until a probe finds that
 * it answers. How many requests it may be asked at once is limited, too: an owner that hangs holds no more.
 */
import {
  bulkhead,
  BulkheadRejectedError,
  circuitBreaker,
  CircuitState,
  ConsecutiveBreaker,
  handleWhen,
} from 'cockatiel';
import { log } from '../platform/log.ts';
import type { SignedIn } from './identity/signed-in.ts';
import { type Ask, OwnerUnavailable, type UnavailableReason } from './partition/owner.ts';

export interface BreakerOptions {
  /** After so many failures in a row it is asked no more. */
  failures: number;
  /** How long after that it is probed, and after each probe that failed, in milliseconds. */
  probeEveryMs: number;
  /** How many requests may be under way at once. */
  mostAtOnce: number;
  /** Resolves where the owner answers; rejects with whatever where it does not. */
  probe(owner: string): Promise<unknown>;
  /** Is called when the breaker of an owner opens, and when it closes. */
  onChange?(owner: string, isOpen: boolean): void;
}

/** What holds where nothing else is said. */
export const BREAKERS = { failures: 5, probeEveryMs: 1_000, mostAtOnce: 128 } as const;

/** What says that an owner is ill. A client that left, or an answer that is too long, says nothing of it. */
const ILL: ReadonlySet<UnavailableReason> = new Set(['failed', 'not-graphql', 'status', 'timeout']);

const isIll = (error: unknown): boolean =>
  !(error instanceof OwnerUnavailable) || ILL.has(error.reason);

/** One breaker for each owner. */
export function ownerBreakers(ask: Ask<SignedIn>, options: BreakerOptions) {
  const breakers = new Map<string, ReturnType<typeof breakerOf>>();
  const breaker = (owner: string) => {
    const made = breakers.get(owner) ?? breakerOf(owner, options);
    breakers.set(owner, made);
    return made;
  };
  const run = <Answer>(owner: string, asking: () => Promise<Answer>): Promise<Answer> =>
    breaker(owner).run(asking);
  return {
    ask: (async (request) => run(request.owner, () => ask(request))) satisfies Ask<SignedIn>,
    /** Asks an owner otherwise; its place is taken until what is returned is settled. */
    run,
    /** Probes no more. */
    close(): void {
      for (const { close } of breakers.values()) close();
    },
  };
}

function breakerOf(
  owner: string,
  { failures, probeEveryMs, mostAtOnce, probe, onChange }: BreakerOptions,
) {
  // Only a probe tries an owner again, so it may at any time.
  const circuit = circuitBreaker(handleWhen(isIll), {
    halfOpenAfter: 0,
    breaker: new ConsecutiveBreaker(failures),
  });
  const places = bulkhead(mostAtOnce, 0);
  let timer: NodeJS.Timeout | undefined;
  circuit.onBreak(() => {
    timer = setTimeout(() => {
      circuit.execute(() => probe(owner)).catch(() => undefined);
    }, probeEveryMs);
  });
  circuit.onStateChange((state) => {
    if (state === CircuitState.Closed) log.info({ owner }, 'organisation answers again');
    onChange?.(owner, state !== CircuitState.Closed);
  });

  const askedWhereClosed = <Answer>(ask: () => Promise<Answer>): Promise<Answer> => {
    if (circuit.state === CircuitState.Closed) return circuit.execute(ask);
    throw new OwnerUnavailable(owner, 'not-asked', 'it failed again and again, and is probed');
  };
  return {
    async run<Answer>(ask: () => Promise<Answer>): Promise<Answer> {
      try {
        return await places.execute(() => askedWhereClosed(ask));
      } catch (error) {
        if (!(error instanceof BulkheadRejectedError)) throw error;
        const detail = `${mostAtOnce} requests to it are under way`;
        throw new OwnerUnavailable(owner, 'busy', detail);
      }
    },
    close: () => clearTimeout(timer),
  };
}
