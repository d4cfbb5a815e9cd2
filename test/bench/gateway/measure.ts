/** The costs of all gateways for one operation. */
import { median } from '../measuring/median.ts';
import { type Timing, timingOf } from '../measuring/timing.ts';
import type { Contestant } from './contestants.ts';
import type { Client, Cost } from './load.ts';
import type { BenchOperation } from './operations.ts';

export interface Measured {
  /** CPU milliseconds a request: the median of the blocks. */
  cpuMs: number;
  timing: Timing;
}

export interface Rounds {
  /** How often the gateways take turns forth and back. */
  rounds: number;
  /** How many requests a block has. */
  requests: number;
}

/** Sends blocks of requests to each gateway in turn, forth and back. */
export async function measure(
  operation: BenchOperation,
  clients: ReadonlyMap<Contestant, Client>,
  { rounds, requests }: Rounds,
): Promise<Map<Contestant, Measured>> {
  const forth = [...clients];
  const costs = new Map(forth.map(([contestant]): [Contestant, Cost[]] => [contestant, []]));
  // The first block of each is for its caches and its compiler.
  for (const [, client] of forth) await client.block(operation, requests);
  for (let round = 0; round < rounds; round += 1)
    for (const [contestant, client] of [...forth, ...forth.toReversed()])
      costs.get(contestant)?.push(await client.block(operation, requests));
  return new Map(
    [...costs].map(([contestant, blocks]) => [
      contestant,
      {
        cpuMs: median(blocks.map(({ cpuMs }) => cpuMs)),
        timing: timingOf(blocks.flatMap(({ times }) => times)),
      },
    ]),
  );
}
