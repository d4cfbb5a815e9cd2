import { expect, test } from '@jest/globals';
import {
  recordRootData,
  toGatewayErrorPaths,
} from '../../../gateway/partition/gateway-error-paths.ts';

const result = { list: [[{ id: 'a' }, null], [{ id: 'b' }], null, [{ id: 'a' }, { id: 'c' }]] };
const representations = (...ids: string[]) => ids.map((id) => ({ __typename: 'T', id }));

function gatewayIndexes(at: (string | number)[], ...ids: string[]) {
  const request = {};
  recordRootData(request, { other: null });
  recordRootData(request, result);
  const errors = ids.map((_, index) => ({ message: '', path: ['_entities', index, 'x'] }));
  const all = toGatewayErrorPaths(errors, request, at, representations(...ids));
  return all.map(({ path }) => path?.[1]);
}

test('an error has the index of its object among all objects at the path', () => {
  expect(gatewayIndexes(['list', '@', '@'], 'a', 'b', 'a', 'c')).toEqual([0, 1, 2, 3]);
  expect(gatewayIndexes(['list', '@', '@'], 'b', 'c')).toEqual([1, 3]);
});

test('the errors stay as they are where an object is not found', () => {
  expect(gatewayIndexes(['list', '@', '@'], 'c', 'b')).toEqual([0, 1]);
  expect(gatewayIndexes(['elsewhere', '@'], 'b')).toEqual([0]);
});

test('an error without an index stays as it is', () => {
  const errors = [{ message: '' }, { message: '', path: ['_entities'] }];
  expect(toGatewayErrorPaths(errors, {}, ['list'], [])).toEqual(errors);
});
