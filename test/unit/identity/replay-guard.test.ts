import { expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { createReplayGuard } from '../../../identity/replay-guard.ts';

test('an id is accepted once within a window, and may be accepted again after two', () => {
  let now = 0;
  const isFirstUse = createReplayGuard(1_000, () => now);
  expect([isFirstUse('a'), isFirstUse('a'), isFirstUse('b')]).toEqual([true, false, true]);
  now = 999;
  expect(isFirstUse('a')).toBe(false);
  now = 3_000;
  expect(isFirstUse('a')).toBe(true);
});

test('no id is accepted twice within a window, whatever the sequence', () => {
  const steps = fc.array(fc.record({ id: fc.constantFrom('a', 'b', 'c'), after: fc.nat(1_500) }));
  fc.assert(
    fc.property(steps, (all) => {
      let now = 0;
      const isFirstUse = createReplayGuard(1_000, () => now);
      const lastUse = new Map<string, number>();
      for (const { id, after } of all) {
        now += after;
        if (!isFirstUse(id)) continue;
        expect(now - (lastUse.get(id) ?? Number.NEGATIVE_INFINITY)).toBeGreaterThanOrEqual(1_000);
        lastUse.set(id, now);
      }
    }),
  );
});
