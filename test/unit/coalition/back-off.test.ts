import { afterEach, expect, jest, test } from '@jest/globals';
import { backOff } from '../../../subgraphs/coalition/follow/following.ts';

afterEach(() => {
  jest.restoreAllMocks();
});

test('an organisation that fails is left alone for twice as long each time, up to five seconds', () => {
  jest.spyOn(Math, 'random').mockReturnValue(1);
  expect([1, 2, 3, 4, 5, 6, 7, 8, 100].map(backOff)).toEqual([
    100, 200, 400, 800, 1_600, 3_200, 5_000, 5_000, 5_000,
  ]);
});

test('for half of that at least, by chance, so that not all come again at once', () => {
  jest.spyOn(Math, 'random').mockReturnValue(0);
  expect([1, 2, 100].map(backOff)).toEqual([50, 100, 2_500]);
});
