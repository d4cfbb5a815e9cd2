/** The requests that are under way, and what is observed of each. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Facts } from '../../platform/log-facts.ts';
import { OPEN_PATHS } from '../../platform/http/server.ts';
import { whenEnded } from '../http/end-of-answer.ts';
import type { Metrics } from '../metrics/metrics.ts';
import { endRequest, type Spans } from '../tracing/spans.ts';
import { Observation } from './observation.ts';

export interface Observations {
  /** The observation of a request, by the request's id; undefined where its client has left. */
  of(requestId: string | undefined): Observation | undefined;
  /** The facts of a request's log line. */
  factsOf(request: FastifyRequest): Facts;
  /** Observes the requests of a server from now on. Those that ask how it is are none of a client's. */
  observe(app: FastifyInstance): void;
}

export function createObservations(metrics: Metrics, spans: Spans): Observations {
  const underWay = new Map<string, Observation>();
  const begin = (request: FastifyRequest, reply: FastifyReply): void => {
    const observation = new Observation(spans.ofRequest(request));
    underWay.set(request.id, observation);
    metrics.requestBegan();
    whenEnded(reply, () => {
      underWay.delete(request.id);
      count(metrics, observation, request, reply);
      traced(observation, request, reply);
    });
  };
  return {
    of: (requestId = '') => underWay.get(requestId),
    factsOf: ({ id }) => underWay.get(id)?.facts() ?? {},
    observe(app) {
      app.addHook('onRequest', (request, reply, next) => {
        if (!OPEN_PATHS.has(request.routeOptions.url ?? '')) begin(request, reply);
        next();
      });
    },
  };
}

function count(
  metrics: Metrics,
  observation: Observation,
  { routeOptions: { url: route = 'none' } }: FastifyRequest,
  { raw, statusCode }: FastifyReply,
): void {
  const { client, cost } = observation;
  metrics.requestEnded({
    route,
    status: raw.writableFinished ? String(statusCode) : 'aborted',
    seconds: observation.elapsedMs() / 1_000,
    client: client && client.name,
  });
  if (cost) metrics.cost(cost.requested, cost.actual);
}

function traced(
  observation: Observation,
  { id }: FastifyRequest,
  { raw, statusCode }: FastifyReply,
): void {
  const status = raw.writableFinished ? statusCode : null;
  endRequest(observation.span, status, () => ({ requestId: id, ...observation.facts() }));
}
