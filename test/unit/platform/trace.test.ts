import { runInNewContext } from 'node:vm';
import { describe, expect, test } from '@jest/globals';
import { traceOf } from '../../../platform/trace.ts';

describe('of an error', () => {
  const secret = 'ann@example.org +447700900123';

  test('its class and where it was made are told, and nothing that its message says', () => {
    const trace = traceOf(new TypeError(`No such person:\n    ${secret}\n    at ${secret}:1:1\n`));
    expect(trace.error).toBe('TypeError');
    expect(trace.at?.[0]).toMatch(/^at .*trace\.test\.ts:\d+:\d+\)?$/);
    expect(JSON.stringify(trace)).not.toContain('ann');
  });

  test.each([[secret], [{ email: secret }], [null], [undefined], [7]])(
    'that is none, %j, only what sort of value it is',
    (thrown) => {
      expect(traceOf(thrown)).toEqual({ error: typeof thrown });
    },
  );

  test('of another realm, or of JSON, its class or name is told, and no message', () => {
    const foreign: unknown = runInNewContext(`new RangeError('${secret}')`);
    expect(traceOf(foreign)).toEqual({ error: 'RangeError' });
    expect(traceOf({ name: 'MongoServerError', message: secret, code: 11000 })).toEqual({
      error: 'MongoServerError',
      code: '11000',
    });
    expect(traceOf({ name: 'Ann', message: secret, code: 'ANN' })).toEqual({ error: 'object' });
  });

  test('the class and code of what caused it are told, nearest first', () => {
    const refused = Object.assign(new Error(secret), { code: 'ECONNREFUSED' });
    const failed = new TypeError('fetch failed', { cause: refused });
    const trace = traceOf(new Error(secret, { cause: failed }));
    expect(trace).toMatchObject({ error: 'Error', cause: ['TypeError', 'Error ECONNREFUSED'] });
    expect(JSON.stringify(trace)).not.toContain('ann');
  });

  test('that is its own cause is told of a few times', () => {
    const error = new Error('again');
    error.cause = error;
    expect(traceOf(error).cause).toHaveLength(5);
  });
});
