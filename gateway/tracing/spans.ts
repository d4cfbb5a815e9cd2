/**
 * The spans of a request and of what owners are asked for it. Whoever runs the gateway may load an SDK of OpenTelemetry,
 * which keeps them. Without one they cost next to nothing, and the place in a trace that a client sent is passed on as it
 * came: a span that nobody keeps would tear the trace.
 */
import {
  INVALID_SPAN_CONTEXT,
  ROOT_CONTEXT,
  type Span,
  SpanKind,
  SpanStatusCode,
  trace,
} from '@opentelemetry/api';
import type { FastifyRequest } from 'fastify';
import type { Facts } from '../../platform/log-facts.ts';
import { placeInTrace } from './trace-context.ts';

/** For a request that nobody observes. */
export const NO_SPAN: Span = trace.wrapSpanContext(INVALID_SPAN_CONTEXT);

export interface Spans {
  /** Begins the span of a request: in the trace that its client sent, or in one of its own. */
  ofRequest(request: Pick<FastifyRequest, 'method' | 'headers' | 'routeOptions'>): Span;
  /** Begins the span of what an owner is asked for a request. */
  ofOwner(parent: Span, asked: { owner: string; contract: string }): Span;
}

export function createSpans(): Spans {
  const tracer = trace.getTracer('groundswell-gateway');
  return {
    ofRequest({ method, headers, routeOptions: { url: route } }) {
      const place = placeInTrace(headers);
      return tracer.startSpan(
        route === undefined ? method : `${method} ${route}`,
        {
          kind: SpanKind.SERVER,
          attributes: { 'http.request.method': method, ...(route && { 'http.route': route }) },
        },
        place ? trace.setSpanContext(ROOT_CONTEXT, place) : ROOT_CONTEXT,
      );
    },
    ofOwner: (parent, { owner, contract }) =>
      tracer.startSpan(
        `ask ${contract}`,
        {
          kind: SpanKind.CLIENT,
          attributes: { 'peer.service': owner, 'groundswell.contract': contract },
        },
        trace.setSpan(ROOT_CONTEXT, parent),
      ),
  };
}

/** Ends the span of a request with the facts of its log line. Its status is null where the client left. */
export function endRequest(span: Span, status: number | null, facts: () => Facts): void {
  if (span.isRecording()) {
    span.setAttributes(asAttributes(facts()));
    if (status !== null) span.setAttribute('http.response.status_code', status);
    if (status !== null && status >= 500) fail(span, String(status));
  }
  span.end();
}

/** Ends the span of an owner that answered, or did not: for what reason. */
export function endOwner(span: Span, outcome: string): void {
  if (outcome !== 'answered') fail(span, outcome);
  span.end();
}

/** The message of an error could have anything in it: a span has its type alone. */
function fail(span: Span, type: string): void {
  span.setAttribute('error.type', type);
  span.setStatus({ code: SpanStatusCode.ERROR });
}

/** `costRequested` is `groundswell.cost_requested`. */
const asAttributes = (facts: Facts): Record<string, never> =>
  Object.fromEntries(
    Object.entries(facts)
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => [
        `groundswell.${name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)}`,
        value as never,
      ]),
  );
