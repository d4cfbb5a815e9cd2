/** Observes requests to owners: who was asked, for how long, and what came of it. */
import type { Metrics } from '../metrics/metrics.ts';
import { OwnerUnavailable } from '../partition/owner.ts';
import type { Observations } from './observations.ts';

/** What is asked of an owner. */
interface Asked {
  readonly owner: string;
  readonly requestId?: string;
}

/** Asks an owner, and observes it. */
export type ObserveOwner = <Answer>(asked: Asked, ask: () => Promise<Answer>) => Promise<Answer>;

export const observeOwners =
  (observations: Pick<Observations, 'of'>, metrics: Metrics): ObserveOwner =>
  async ({ owner, requestId }, ask) => {
    const observation = observations.of(requestId);
    const beganAt = performance.now();
    let outcome = 'answered';
    observation?.ownerAsked(owner);
    try {
      return await ask();
    } catch (error) {
      outcome = error instanceof OwnerUnavailable ? error.reason : 'failed';
      throw error;
    } finally {
      observation?.ownerEnded();
      metrics.ownerAsked({ owner, outcome, seconds: (performance.now() - beganAt) / 1_000 });
    }
  };
