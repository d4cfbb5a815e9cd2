/** The catalogue alone, at a tenth, a third and all of its cards: how fast they are taken in, and what a page costs. */
import type { BenchDatabase } from './database.ts';
import type { Cost } from './examined.ts';
import { type Role, startRole } from '../measuring/role.ts';
import type { Size } from './size.ts';
import { ms, tableOf, timingTable } from '../measuring/tables.ts';
import type { Timing } from '../measuring/timing.ts';

const SHARES = [1 / 10, 1 / 3, 1];

interface Measured {
  cards: number;
  aSecond: number;
  costs: Map<string, Cost>;
  timings: Map<string, Worked>;
}

/** How long something took, and what it took of the CPU of both processes: steadier than time where others work too. */
interface Worked extends Timing {
  /** In milliseconds, for each time. */
  cpu: number;
}

async function measureAt(role: Role, engine: Role | null, share: number): Promise<Measured> {
  const applied = await role.call<Pick<Measured, 'cards' | 'aSecond'>>('applyTo', share);
  const costs = await role.call<Measured['costs']>('costs');
  const timings = new Map<string, Worked>();
  for (const name of costs.keys()) timings.set(name, await worked(role, engine, name));
  return { ...applied, costs, timings };
}

async function worked(role: Role, engine: Role | null, name: string): Promise<Worked> {
  const cpu = async () => (await role.cpu()) + ((await engine?.cpu()) ?? 0);
  const before = await cpu();
  const timing = await role.call<Timing>('timing', name);
  return { ...timing, cpu: (1_000 * ((await cpu()) - before)) / (timing.count + 1) };
}

export async function measureGrowth(
  size: Size,
  { address, engine }: BenchDatabase,
  say: (text: string) => void,
): Promise<void> {
  const role = startRole('catalogue/catalogue');
  try {
    await role.call('open', { ...size, address });
    const measured: Measured[] = [];
    for (const share of SHARES) measured.push(await measureAt(role, engine, share));
    const all = measured.map((_, at) =>
      measured.slice(0, at + 1).reduce((sum, { cards }) => sum + cards, 0),
    );
    const heads = all.map((cards) => `${cards.toLocaleString('en')} cards`);
    say('\nTaken in by `catalogue.apply` alone\n');
    say(
      tableOf([
        ['up to', 'cards a second'],
        ...measured.map(({ aSecond }, at) => [heads[at] ?? '', aSecond.toFixed(0)]),
      ]),
    );
    say('\nCommands of a page, and documents that the database looks at for them\n');
    say(tableOf([['list', 'commands', ...heads], ...costRows(measured)]));
    say('\nMilliseconds of a page, p50 / p99 (of CPU)\n');
    say(tableOf([['list', ...heads], ...timeRows(measured)]));
    say(
      `\n${timingTable('similar ideas', [['a text of a card that is not there', await role.call('similar')]])}`,
    );
    await sayUsage(say, {
      'the catalogue, its reader and its index of ideas': role,
      'the engine': engine,
    });
  } finally {
    await role.end();
  }
}

const names = (measured: readonly Measured[]): string[] => [...(measured[0]?.costs.keys() ?? [])];

const costRows = (measured: readonly Measured[]): string[][] =>
  names(measured).map((name) => {
    const costs = measured.map((one) => one.costs.get(name));
    const commands = new Set(costs.map((cost) => cost?.commands));
    return [name, [...commands].join(', '), ...costs.map((cost) => String(cost?.examined))];
  });

const timeRows = (measured: readonly Measured[]): string[][] =>
  names(measured).map((name) => [
    name,
    ...measured.map(({ timings }) => {
      const { p50 = 0, p99 = 0, cpu = 0 } = timings.get(name) ?? {};
      return `${ms(p50)} / ${ms(p99)} (${ms(cpu)})`;
    }),
  ]);

/** Says what processes hold. */
export async function sayUsage(
  say: (text: string) => void,
  roles: Readonly<Record<string, Role | null>>,
): Promise<void> {
  const rows: string[][] = [];
  for (const [name, role] of Object.entries(roles)) {
    const usage = await role?.usage();
    if (usage) rows.push([name, usage.rssMb.toFixed(0), usage.heapMb.toFixed(0)]);
  }
  say(`\n${tableOf([['memory of', 'RSS MB', 'heap MB'], ...rows])}`);
}
