/** What requests cost the gateways, side by side. */
import { median } from '../measuring/median.ts';
import { type Timing, timingOf } from '../measuring/timing.ts';
import { ms, tableOf } from '../measuring/tables.ts';
import { BARE, type Contestant, HIVE_NATIVE } from './contestants.ts';
import { asClients, type Client, clientOf } from './load.ts';
import type { BenchOperation } from './operations.ts';
import { needSameAnswers } from './same-answers.ts';

/** What a block of requests costs a gateway. */
interface Cost {
  /** CPU of its process, in milliseconds a request. */
  cpuMs: number;
  /** From request to answer, in milliseconds, one for each request. */
  times: number[];
}

interface Measured {
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

/** Compares all gateways by each of the operations. @throws Error where one answers otherwise than the others */
export async function compareCosts(
  operations: readonly BenchOperation[],
  contestants: readonly Contestant[],
  rounds: Rounds,
  say: (text: string) => void,
): Promise<void> {
  const clients = new Map(
    contestants.map((contestant) => [contestant, clientOf(contestant.url, contestant.owners)]),
  );
  for (const operation of operations) {
    const length = await needSameAnswers(operation, clients);
    const measured = await measure(operation, clients, rounds);
    say(`\n${operation.name}: answers of ${length} bytes\n${costTable(measured)}`);
  }
  await Promise.all([...clients.values()].map((client) => client.close()));
}

function costTable(measured: ReadonlyMap<Contestant, Measured>): string {
  const cpuOf = (name: string): number =>
    [...measured].find(([contestant]) => contestant.name === name)?.[1].cpuMs ?? Number.NaN;
  const rows = [...measured].map(([{ name }, { cpuMs, timing }]) => [
    name,
    cpuMs.toFixed(2),
    (cpuMs / cpuOf(BARE)).toFixed(2),
    (cpuMs / cpuOf(HIVE_NATIVE)).toFixed(2),
    ms(timing.p50),
    ms(timing.p99),
  ]);
  return tableOf([
    ['gateway', 'CPU ms', 'to bare', 'to Hive, native', 'p50 ms', 'p99 ms'],
    ...rows,
  ]);
}

/** Sends blocks of requests to each gateway in turn, forth and back. */
async function measure(
  operation: BenchOperation,
  clients: ReadonlyMap<Contestant, Client>,
  { rounds, requests }: Rounds,
): Promise<Map<Contestant, Measured>> {
  const forth = [...clients];
  const turns = Array.from({ length: rounds }, () => [...forth, ...forth.toReversed()]).flat();
  const costs = new Map(forth.map(([contestant]): [Contestant, Cost[]] => [contestant, []]));
  let from = 0;
  const block = async ([contestant, client]: [Contestant, Client]): Promise<Cost> => {
    from += requests;
    return costOf({ contestant, client, operation, from, below: from + requests });
  };
  // The first block of each is for its caches and its compiler.
  for (const one of forth) await block(one);
  for (const one of turns) costs.get(one[0])?.push(await block(one));
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

interface Block {
  contestant: Contestant;
  client: Client;
  operation: BenchOperation;
  from: number;
  below: number;
}

async function costOf({ contestant, client, operation, from, below }: Block): Promise<Cost> {
  const times: number[] = [];
  const before = await contestant.role.cpu();
  await asClients({ from, below }, async (at) => {
    const began = performance.now();
    await client.ask(operation, at);
    times.push(performance.now() - began);
  });
  const seconds = (await contestant.role.cpu()) - before;
  return { cpuMs: (seconds * 1000) / (below - from), times };
}
