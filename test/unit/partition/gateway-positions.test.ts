import { expect, test } from '@jest/globals';
import { atGatewayPositions, rememberRoot } from '../../../gateway/partition/gateway-positions.ts';

const result = { list: [[{ id: 'a' }, null], [{ id: 'b' }], null, [{ id: 'a' }, { id: 'c' }]] };
const representations = (...ids: string[]) => ids.map((id) => ({ __typename: 'T', id }));

function moved(at: (string | number)[], ...ids: string[]) {
  const request = {};
  rememberRoot(request, { other: null });
  rememberRoot(request, result);
  const errors = ids.map((_, index) => ({ message: '', path: ['_entities', index, 'x'] }));
  const all = atGatewayPositions(errors, request, at, representations(...ids));
  return all.map(({ path }) => path?.[1]);
}

test('a representation stands where its object does', () => {
  expect(moved(['list', '@', '@'], 'a', 'b', 'a', 'c')).toEqual([0, 1, 2, 3]);
  expect(moved(['list', '@', '@'], 'b', 'c')).toEqual([1, 3]);
});

test('where the objects are not found, the errors stay as they are', () => {
  expect(moved(['list', '@', '@'], 'c', 'b')).toEqual([0, 1]);
  expect(moved(['elsewhere', '@'], 'b')).toEqual([0]);
});

test('an error without a position stays as it is', () => {
  const errors = [{ message: '' }, { message: '', path: ['_entities'] }];
  expect(atGatewayPositions(errors, {}, ['list'], [])).toEqual(errors);
});
