import { describe, expect, test } from '@jest/globals';
import { placeInTrace, traceHeaders } from '../../../gateway/tracing/trace-context.ts';

const TRACE = '0af7651916cd43dd8448eb211c80319c';
const SPAN = 'b7ad6b7169203331';
const through = (headers: Record<string, string>): Record<string, string> | null => {
  const place = placeInTrace(headers);
  return place && traceHeaders(place);
};

describe('a place in a trace', () => {
  test.each([
    [`00-${TRACE}-${SPAN}-01`, `00-${TRACE}-${SPAN}-01`],
    [`00-${TRACE}-${SPAN}-00`, `00-${TRACE}-${SPAN}-00`],
    // Flags that this version does not have are not passed on, nor the parts of later versions.
    [`00-${TRACE}-${SPAN}-ff`, `00-${TRACE}-${SPAN}-01`],
    [`cc-${TRACE}-${SPAN}-01-more`, `00-${TRACE}-${SPAN}-01`],
  ])('%s is passed on', (traceparent, passed) => {
    expect(through({ traceparent })).toEqual({ traceparent: passed });
  });

  test.each([
    '',
    `00-${TRACE}-${SPAN}`,
    `00-${TRACE}-${SPAN}-01-more`,
    `00-${TRACE}-${SPAN}-01more`,
    `ff-${TRACE}-${SPAN}-01`,
    `00-${TRACE.toUpperCase()}-${SPAN}-01`,
    `00-${'0'.repeat(32)}-${SPAN}-01`,
    `00-${TRACE}-${'0'.repeat(16)}-01`,
    // Two headers, as Node joins them.
    `00-${TRACE}-${SPAN}-01, 00-${TRACE}-${SPAN}-01`,
    'ann@labour.example',
  ])('"%s" is none', (traceparent) => {
    expect(through({ traceparent })).toBeNull();
  });

  test('has the state that tracers keep in it, up to 512 characters of what is one', () => {
    const traceparent = `00-${TRACE}-${SPAN}-01`;
    const state = (tracestate: string) => through({ traceparent, tracestate })?.['tracestate'];
    expect(state('congo=t61rcWkgMzE,rojo=00f067aa0ba902b7')).toBe(
      'congo=t61rcWkgMzE,rojo=00f067aa0ba902b7',
    );
    expect(state('Ann Example')).toBeUndefined();
    expect(state(`congo=${'x'.repeat(512)}`)).toBeUndefined();
    expect(placeInTrace({ tracestate: 'congo=1' })).toBeNull();
  });
});
