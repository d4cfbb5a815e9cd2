/** Observes requests to owners: who was asked, for how long, and what came of it. */
import type { Metrics } from '../metrics/metrics.ts';
import { OwnerUnavailable } from '../partition/owner.ts';
import { endOwner, type Spans } from '../tracing/spans.ts';
import { traceHeaders } from '../tracing/trace-context.ts';
import type { Observations } from './observations.ts';

/** What is asked of an owner. */
interface Asked {
  readonly owner: string;
  readonly contract: string;
  readonly requestId?: string;
}

/** Asks an owner, and observes it. The headers say the owner its place in the trace. */
export type ObserveOwner = <Answer>(
  asked: Asked,
  ask: (headers: Readonly<Record<string, string>>) => Promise<Answer>,
) => Promise<Answer>;

export const observeOwners =
  (observations: Pick<Observations, 'of'>, metrics: Metrics, spans: Spans): ObserveOwner =>
  async ({ owner, contract, requestId }, ask) => {
    const observation = observations.of(requestId);
    const span = observation && spans.ofOwner(observation.span, { owner, contract });
    const beganAt = performance.now();
    let outcome = 'answered';
    observation?.ownerAsked(owner);
    try {
      return await ask(span ? traceHeaders(span.spanContext()) : {});
    } catch (error) {
      outcome = error instanceof OwnerUnavailable ? error.reason : 'failed';
      throw error;
    } finally {
      observation?.ownerEnded();
      if (span) endOwner(span, outcome);
      metrics.ownerAsked({ owner, outcome, seconds: (performance.now() - beganAt) / 1_000 });
    }
  };
