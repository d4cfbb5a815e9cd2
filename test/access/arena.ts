/** Servers that mutants are tried on. */
import type { TestDatabase } from '../support/database.ts';
import { quiet } from '../support/quiet.ts';
import { CALLER_NAMES } from './callers.ts';
import { type Cells, cellsOf, nearest } from './cells.ts';
import { matrixOf } from './matrix.ts';
import type { Mutant } from './mutants.ts';
import { type TriedServer, type Tried, TRIED } from './organisations.ts';

/** A server with the cells of the contracts that are tried on it. */
interface Trial {
  tried: Tried;
  server: TriedServer;
  all: readonly Cells[];
}

/** Starts every server that is tried. A guard is taken out of them while they run: a start costs far more. */
export async function anArena(databases: TestDatabase) {
  const trials = await Promise.all(
    TRIED.map(async (tried): Promise<Trial> => ({
      tried,
      server: await tried.start(databases),
      all: tried.contracts.map(cellsOf),
    })),
  );
  // A resolver without the guard that it counts on fails, which is what is looked for.
  const loud = quiet();
  return {
    /** What the matrix notices of a mutant; null when it survives. */
    async notices(mutant: Mutant): Promise<string | null> {
      const concerned = trials.filter(({ tried }) =>
        tried.contracts.some((contract) => mutant.contracts.includes(contract)),
      );
      const near = (cells: Cells) => nearest(cells, mutant.coordinates);
      // What survives the cells close to it has all others to survive too.
      for (const asked of [near, (cells: Cells) => cells])
        for (const trial of concerned) {
          const found = await noticedAt(trial, mutant, asked);
          if (found) return found;
        }
      return null;
    },
    async close() {
      loud();
      for (const { server } of trials) await server.close();
    },
  };
}

/** What cells of a server notice first of a mutant. */
async function noticedAt(
  { tried: { home }, server: { access, ask }, all }: Trial,
  mutant: Mutant,
  asked: (cells: Cells) => Cells,
): Promise<string | null> {
  const matrices = all.map((cells) => matrixOf(asked(cells)));
  const undo = mutant.apply(access);
  try {
    for (const caller of new Set([mutant.first, ...CALLER_NAMES]))
      for (const matrix of matrices) {
        const wrong =
          (await matrix.wrongWrites(ask, home, caller))[0] ??
          (await matrix.wrongReads(ask, home, caller))[0];
        if (wrong) return wrong;
      }
    return null;
  } finally {
    undo();
  }
}
