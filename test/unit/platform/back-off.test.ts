import { afterEach, expect, jest, test } from '@jest/globals';
import { backOff } from '../../../platform/async/back-off.ts';

const WAITS = { first: 100, most: 5_000 };
const after = (failures: number): number => backOff(failures, WAITS);

afterEach(() => {
  jest.restoreAllMocks();
});

test('the wait doubles with each failure, up to the longest', () => {
  jest.spyOn(Math, 'random').mockReturnValue(1);
  expect([1, 2, 3, 4, 5, 6, 7, 8, 100].map(after)).toEqual([
    100, 200, 400, 800, 1_600, 3_200, 5_000, 5_000, 5_000,
  ]);
});

test('the wait is at random, at least half as long', () => {
  jest.spyOn(Math, 'random').mockReturnValue(0);
  expect([1, 2, 100].map(after)).toEqual([50, 100, 2_500]);
});
