/** The place of a request in a trace, as W3C Trace Context has it in headers: read of a client's, and written for owners. */
import type { IncomingHttpHeaders } from 'node:http';
import {
  createTraceState,
  isSpanContextValid,
  type SpanContext,
  TraceFlags,
} from '@opentelemetry/api';

const TRACEPARENT =
  /^(?!ff)(?<version>[\da-f]{2})-(?<traceId>[\da-f]{32})-(?<spanId>[\da-f]{16})-(?<flags>[\da-f]{2})(?<more>-.*)?$/;

/**
 * The place that a client's headers name; null where they name none, or what is no place. Anyone may send one: it
 * decides nothing but which trace a request belongs to. `tracestate` has 512 characters at the most.
 */
export function placeInTrace({ traceparent, tracestate }: IncomingHttpHeaders): SpanContext | null {
  const { groups } = TRACEPARENT.exec(String(traceparent)) ?? {};
  if (!groups) return null;
  const { version, traceId = '', spanId = '', flags = '', more } = groups;
  // Later versions may have more parts, and version 00 has none.
  if (version === '00' && more !== undefined) return null;
  const place: SpanContext = {
    traceId,
    spanId,
    traceFlags: Number.parseInt(flags, 16) & TraceFlags.SAMPLED,
    isRemote: true,
    ...(typeof tracestate === 'string' && { traceState: createTraceState(tracestate) }),
  };
  return isSpanContextValid(place) ? place : null;
}

/** The headers that say a place; none where it is in no trace. */
export function traceHeaders(place: SpanContext): Record<string, string> {
  if (!isSpanContextValid(place)) return {};
  const { traceId, spanId, traceFlags, traceState } = place;
  const flags = String(traceFlags & TraceFlags.SAMPLED).padStart(2, '0');
  const tracestate = traceState?.serialize();
  return {
    traceparent: `00-${traceId}-${spanId}-${flags}`,
    ...(tracestate && { tracestate }),
  };
}
