/** Counts for Prometheus. Loaded for who has it read, and for nobody else. */
import { collectDefaultMetrics, Registry } from 'prom-client';
import { boundedLabel } from './bounded-label.ts';
import type { Metrics } from './metrics.ts';
import { operationSeries, ownerSeries, requestSeries } from './series.ts';

/** Anyone can send any name, and a coalition has fewer applications than this. */
const MOST_CLIENTS = 50;

/** Outcomes of what was no request at all: they would make an owner that is not asked look quick. */
const NOT_ASKED: ReadonlySet<string> = new Set(['busy', 'no-address', 'not-asked']);

export function prometheusMetrics() {
  const register = new Registry();
  collectDefaultMetrics({ register });
  return {
    metrics: metricsIn(register),
    /** All of it, in the text format of Prometheus. */
    read: () => register.metrics(),
    mediaType: register.contentType,
  };
}

function metricsIn(register: Registry): Metrics {
  const { underWay, requests, seconds, clients } = requestSeries([register]);
  const { requestedCost, actualCost, errors } = operationSeries([register]);
  const { ownerRequests, ownerSeconds, breakers } = ownerSeries([register]);
  const labelOf = boundedLabel(MOST_CLIENTS);
  return {
    requestBegan: () => underWay.inc(),
    requestEnded(request) {
      const { route, status, client } = request;
      underWay.dec();
      requests.inc({ route, status });
      seconds.observe({ route }, request.seconds);
      if (client !== null) clients.inc({ client: labelOf(client) });
    },
    cost(requested, actual) {
      requestedCost.observe(requested);
      actualCost.inc(actual);
    },
    refused: (code) => errors.inc({ code }),
    ownerAsked(request) {
      const { owner, outcome } = request;
      ownerRequests.inc({ owner, outcome });
      if (!NOT_ASKED.has(outcome)) ownerSeconds.observe({ owner }, request.seconds);
    },
    breakerChanged: (owner, isOpen) => breakers.set({ owner }, isOpen ? 1 : 0),
  };
}
