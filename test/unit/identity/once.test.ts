import { expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { onceWithin } from '../../../identity/once.ts';

test('an id is new once within its window, and may be forgotten after two', () => {
  let now = 0;
  const isNew = onceWithin(1_000, () => now);
  expect([isNew('a'), isNew('a'), isNew('b')]).toEqual([true, false, true]);
  now = 999;
  expect(isNew('a')).toBe(false);
  now = 3_000;
  expect(isNew('a')).toBe(true);
});

test('whatever comes when, no id is new twice within a window', () => {
  const steps = fc.array(fc.record({ id: fc.constantFrom('a', 'b', 'c'), after: fc.nat(1_500) }));
  fc.assert(
    fc.property(steps, (all) => {
      let now = 0;
      const isNew = onceWithin(1_000, () => now);
      const lastNew = new Map<string, number>();
      for (const { id, after } of all) {
        now += after;
        if (!isNew(id)) continue;
        expect(now - (lastNew.get(id) ?? Number.NEGATIVE_INFINITY)).toBeGreaterThanOrEqual(1_000);
        lastNew.set(id, now);
      }
    }),
  );
});
