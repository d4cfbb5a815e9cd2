import { describe, test } from '@jest/globals';
import { NESTED } from './nested-queries.ts';
import { expectBounded, PLANNED_WITHIN_MS } from './plan.ts';

describe('a nested query', () => {
  test.each(Object.keys(NESTED))(
    'is planned within the bound: %s',
    (name) => {
      expectBounded(NESTED[name] ?? '');
    },
    PLANNED_WITHIN_MS,
  );
});
