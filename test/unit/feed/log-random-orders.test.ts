import { describe, test } from '@jest/globals';
import * as fc from 'fast-check';
import { aLogWorld } from './log-world/a-log-world.ts';
import type { Write } from './log-world/memory-rows.ts';
import { expectComplete } from './log-world/walk-all.ts';

describe('in random orders, with more rows, processes and drains, all readers end up with what is shared', () => {
  const write: fc.Arbitrary<Write> = fc.record({
    row: fc.constantFrom('a', 'b', 'c'),
    as: fc.constantFrom('SHARED', 'SHARED', 'SHARED', 'PRIVATE', 'REMOVED'),
  });

  /** Who takes the next steps, and how many. */
  const spell = fc.record({ who: fc.nat(1_000), steps: fc.integer({ min: 1, max: 25 }) });

  test.each([1, 2, 5])('with a compaction every %d offsets', async (compactEvery) => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(write, { minLength: 4, maxLength: 16, size: 'max' }),
        fc.array(spell, { minLength: 20, maxLength: 80, size: 'max' }),
        async (writes, spells) => {
          const options = { processes: 3, drains: 8, crashes: 1, compactEvery, eager: false };
          const world = aLogWorld({ ...options, writes });
          await world.settled();
          for (const { who, steps } of spells) {
            const all = [...new Set(world.options().map((option) => option.who))];
            const chosen = all[who % all.length];
            for (let step = 0; step < steps; step += 1) {
              const open = world.options().filter((option) => option.who === chosen);
              if (open.length > 0) await world.run(open[who % open.length]!);
              if (chosen === 'the writer' || chosen === 'fate') break;
            }
          }
          await expectComplete(world);
        },
      ),
      { numRuns: 200 },
    );
  });
});
