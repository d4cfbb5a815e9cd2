import { expect, test } from '@jest/globals';
import { whyUnavailable } from '../../../gateway/log-unavailable.ts';
import { OwnerUnavailable } from '../../../gateway/partition/owner.ts';

test('an owner that gave no answer is logged with the reason, or with the error of the connection', () => {
  const timeout = new OwnerUnavailable('unite', 'timeout', 'it did not answer within 5000 ms');
  expect(whyUnavailable(timeout)).toEqual({ reason: 'timeout' });
  const refused = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });
  expect(whyUnavailable(new TypeError('other side closed', { cause: refused }))).toMatchObject({
    reason: 'failed',
    error: 'TypeError',
    message: 'other side closed',
    cause: ['Error ECONNREFUSED: connect ECONNREFUSED'],
  });
});
