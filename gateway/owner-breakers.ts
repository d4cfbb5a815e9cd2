/**
 * An owner that fails again and again is asked no more, so that it costs nobody its time-out, until a probe finds that
 * it is ready, and one question has an answer. How many requests it may be asked at once is limited, too: an owner that
 * hangs holds no more.
 */
import { bulkhead, BulkheadRejectedError } from 'cockatiel';
import { log } from '../platform/log.ts';
import { Circuit, type Question, type Verdict } from './circuit.ts';
import type { SignedIn } from './identity/signed-in.ts';
import { type Ask, OwnerUnavailable, type UnavailableReason } from './partition/owner.ts';

export interface BreakerOptions {
  /** After so many failures in a row it is asked no more. */
  failures: number;
  /** How long after that it is probed, and after each probe that failed, in milliseconds. */
  probeEveryMs: number;
  /** How many requests may be under way at once. */
  mostAtOnce: number;
  /** Resolves where the owner is ready; rejects with whatever where it does not. */
  probe(owner: string): Promise<unknown>;
  /** Is called when the breaker of an owner opens, and when it closes or its owner is ready while nobody asks. */
  onChange?(owner: string, isOpen: boolean): void;
}

/** What holds where nothing else is said. */
export const BREAKERS = { failures: 5, probeEveryMs: 1_000, mostAtOnce: 128 } as const;

/** What says that an owner is ill. A client that left, or an answer that is too long, says nothing of it. */
const ILL: ReadonlySet<UnavailableReason> = new Set(['failed', 'not-graphql', 'status', 'timeout']);

function verdictOf(error: unknown): Verdict {
  if (!(error instanceof OwnerUnavailable) || ILL.has(error.reason)) return 'ill';
  return error.reason === 'aborted' ? 'unknown' : 'well';
}

/** One breaker for each owner. */
export function ownerBreakers(ask: Ask<SignedIn>, options: BreakerOptions) {
  const breakers = new Map<string, ReturnType<typeof breakerOf>>();
  const breaker = (owner: string) => {
    const made = breakers.get(owner) ?? breakerOf(owner, options);
    breakers.set(owner, made);
    return made;
  };
  const run = <Answer>(owner: string, asking: Question<Answer>): Promise<Answer> =>
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
  const circuit = new Circuit({
    failures,
    probeEveryMs,
    probe: () => probe(owner),
    verdictOf,
    onChange(isOpen) {
      if (!isOpen) log.info({ owner }, 'organisation answers again');
      onChange?.(owner, isOpen);
    },
  });
  const places = bulkhead(mostAtOnce, 0);
  const refuse = (): never => {
    throw new OwnerUnavailable(owner, 'not-asked', 'it failed again and again, and is probed');
  };
  return {
    async run<Answer>(ask: Question<Answer>): Promise<Answer> {
      try {
        return await places.execute(() => circuit.run(ask, refuse));
      } catch (error) {
        if (!(error instanceof BulkheadRejectedError)) throw error;
        const detail = `${mostAtOnce} requests to it are under way`;
        throw new OwnerUnavailable(owner, 'busy', detail);
      }
    },
    close: () => circuit.end(),
  };
}
