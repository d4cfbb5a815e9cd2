import { describe, expect, test } from '@jest/globals';
import { measure, tableOf } from '../../bench/recall.ts';

/** Four questions; the wanted one is first, third, seventh and missing. */
const answers: Record<string, string[]> = {
  first: ['x', 'a', 'b'],
  third: ['a', 'b', 'x'],
  seventh: ['a', 'b', 'c', 'd', 'e', 'f', 'x'],
  missing: ['a', 'b'],
};

describe('the measure of a ranking', () => {
  const recall = measure(
    Object.keys(answers),
    () => 'x',
    (query) => answers[query] ?? [],
  );

  test('is the share of questions whose wanted answer is among the first 1, 5 and 10', () => {
    expect(recall).toMatchObject({ queries: 4, at1: 1 / 4, at5: 2 / 4, at10: 3 / 4 });
  });

  test('has the mean of one over its place, with nothing for one that is missing', () => {
    expect(recall.mrr).toBeCloseTo((1 + 1 / 3 + 1 / 7) / 4, 12);
  });

  test('stands in a table, one a line', () => {
    const [, line] = tableOf([['toy', { ...recall, milliseconds: 1.5 }]]).split('\n');
    expect(line?.trim().split(/\s+/)).toEqual([
      'toy',
      '4',
      '0.250',
      '0.500',
      '0.750',
      '0.369',
      '1.50',
    ]);
  });
});
