/** Observes requests and what is asked of owners for them: for metrics, log lines and traces. */
import type { ApolloServerPlugin } from '@apollo/server';
import { type Metrics, NO_METRICS } from '../metrics/metrics.ts';
import { createSpans } from '../tracing/spans.ts';
import type { Observation } from './observation.ts';
import { createObservations, type Observations } from './observations.ts';
import { observeOperations } from './observe-operations.ts';
import { type ObserveOwner, observeOwners } from './observe-owners.ts';

export interface Observer extends Observations {
  /** Observes the operations of an Apollo Server. */
  readonly plugin: ApolloServerPlugin<{ observation: Observation }>;
  readonly observeOwner: ObserveOwner;
  /** Counts an answer with an error of this code that no operation had. */
  readonly refused: Metrics['refused'];
  readonly breakerChanged: Metrics['breakerChanged'];
}

export function createObserver(metrics: Metrics = NO_METRICS): Observer {
  const spans = createSpans();
  const observations = createObservations(metrics, spans);
  return {
    ...observations,
    plugin: observeOperations(metrics),
    observeOwner: observeOwners(observations, metrics, spans),
    refused: metrics.refused,
    breakerChanged: metrics.breakerChanged,
  };
}
