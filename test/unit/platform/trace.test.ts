import { runInNewContext } from 'node:vm';
import { describe, expect, test } from '@jest/globals';
import { traceOf } from '../../../platform/trace.ts';

const SECRET = 'ann@example.org +447700900123';

describe('the trace of an error', () => {
  test('has its class, its message without values, and where it was made', () => {
    const trace = traceOf(
      new TypeError(`No such person: "Ann", ${SECRET}\n    at ${SECRET}:1:1\n`),
    );
    expect(trace).toMatchObject({ error: 'TypeError', message: 'No such person: …, … …' });
    expect(trace.at?.[0]).toMatch(/^at .*trace\.test\.ts:\d+:\d+\)?$/);
    expect(JSON.stringify(trace)).not.toContain('ann');
  });

  test('has the class, the code and the message of each cause, the nearest first', () => {
    const refused = Object.assign(new Error('connect ECONNREFUSED 127.0.0.1:27017'), {
      code: 'ECONNREFUSED',
    });
    const failed = new TypeError('fetch failed', { cause: refused });
    expect(traceOf(new Error('The feed could not be read.', { cause: failed }))).toMatchObject({
      error: 'Error',
      message: 'The feed could not be read.',
      cause: [
        'TypeError: fetch failed',
        'Error ECONNREFUSED: connect ECONNREFUSED 127.0.0.1:27017',
      ],
    });
  });

  test('has the first of several errors in one as its cause', () => {
    const first = Object.assign(new Error(''), { code: 'ETIMEDOUT' });
    expect(traceOf(new AggregateError([first, new Error('second')], 'connect'))).toMatchObject({
      error: 'AggregateError',
      message: 'connect',
      cause: ['Error ETIMEDOUT'],
    });
  });

  test('ends after five causes, also where an error is its own cause', () => {
    const error = new Error('again');
    error.cause = error;
    expect(traceOf(error).cause).toHaveLength(5);
  });

  test('of another realm is the same', () => {
    const foreign: unknown = runInNewContext(`new RangeError('too long: "Ann"')`);
    expect(traceOf(foreign)).toMatchObject({ error: 'RangeError', message: 'too long: …' });
  });
});

describe('the trace of a thrown value that is no error', () => {
  test.each([
    ['string', SECRET],
    ['object', { email: SECRET }],
    ['null', null],
    ['undefined', undefined],
    ['number', 7],
  ])('has only its type: %s', (error, thrown) => {
    expect(traceOf(thrown)).toEqual({ error });
  });

  test('has its name and code where it is an error as JSON, and not its message', () => {
    const json = { name: 'MongoServerError', message: 'Ann', code: 11000 };
    expect(traceOf(json)).toEqual({ error: 'MongoServerError', code: '11000' });
    expect(traceOf({ name: 'Ann', message: 'Ann', code: 'ANN' })).toEqual({ error: 'object' });
  });
});
