import { expect, test } from '@jest/globals';
import { ALIASED } from './many-aliases.ts';
import { expectBounded, PLANNED_WITHIN_MS } from './plan.ts';

test.each(Object.keys(ALIASED))(
  'six aliases are planned within the bound, with at most one fetch more for each than for one alone: %s',
  (name) => {
    const { aliases, alone, together } = ALIASED[name]!;
    expect(aliases).toBe(6);
    const fetches = expectBounded(together);
    expect(fetches).toBeLessThanOrEqual(aliases * (expectBounded(alone) + 1));
  },
  PLANNED_WITHIN_MS,
);
