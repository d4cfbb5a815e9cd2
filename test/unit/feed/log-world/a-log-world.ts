/**
 * A world in memory in which the order of events is chosen by a test: a writer writes rows, processes move them into the
 * log by the product's own code, and a reader reads the log. Each access to shared state is a step, and a process may
 * crash before any of its steps.
 */
import type { Card } from '../../../../subgraphs/cards/card.ts';
import { createDrain } from '../../../../subgraphs/feed/publish/drain.ts';
import { createLog } from '../../../../subgraphs/feed/publish/log.ts';
import { createMemoryLog } from './memory-log.ts';
import { createMemoryRows, type Write } from './memory-rows.ts';
import { apply, differences, type Versions } from './reader.ts';
import { createSteps } from './steps.ts';

export interface WorldOptions {
  /** The writes, in order. */
  writes: readonly Write[];
  /** How many processes there are, and how often each drains. */
  processes: number;
  drains: number;
  /** How many of the processes may crash. */
  crashes: number;
  /** How many new offsets there are between two compactions. */
  compactEvery: number;
  /** Whether the reader reads each entry at once: one that never looks back is the first to miss an entry. */
  eager: boolean;
}

/** Something that may happen next, and who does it. */
export interface Option {
  who: string;
  name: string;
  run(): void;
}

export function aLogWorld({
  writes,
  processes,
  drains,
  crashes,
  compactEvery,
  eager,
}: WorldOptions) {
  const log = createMemoryLog();
  const { rows, write, sourceOf } = createMemoryRows();
  const { pending, results, history, settled, ended, of: stepsOf } = createSteps();
  const reader = { offset: 0, versions: new Map() as Versions };
  let [written, crashed, highest] = [0, 0, 0];
  /** Processes whose last step was a read. */
  const hasRead = new Set<string>();
  const mayCrash = (process: string): boolean => crashed < crashes && !hasRead.has(process);

  function read(): void {
    const next = log.inOrder().find(([offset]) => offset > reader.offset);
    if (!next) return;
    [reader.offset] = next;
    apply(reader.versions, next[1]);
    history.push(`reader reads ${reader.offset}`);
  }

  const canRead = (): boolean => log.head() > reader.offset;

  const readAll = (): void => {
    while (canRead()) read();
  };

  function start(process: string, times: number): void {
    const step = stepsOf(process);
    const drain = createDrain(
      createLog<Card>(log.storeOf(step), compactEvery),
      async () => [sourceOf(step)],
      {
        onLogged: () => undefined,
        backOff: () => step('backs off', () => undefined, 'READS'),
      },
    );
    const run = async (): Promise<void> => {
      for (let time = 0; time < times; time += 1) {
        await step('begins', () => undefined, 'READS');
        while ((await drain()).more);
      }
      ended(process);
    };
    void run();
  }

  for (let at = 1; at <= processes; at += 1) start(`p${at}`, drains);

  const stepOptions = (): Option[] =>
    [...pending].map(([process, { name, run, effect }]) => ({
      who: process,
      name: `${process} ${name}`,
      run: () => {
        pending.delete(process);
        if (effect === 'READS') hasRead.add(process);
        else hasRead.delete(process);
        run();
      },
    }));

  function writeOptions(): Option[] {
    const next = writes[written];
    if (!next) return [];
    const name = `${next.row} is ${next.as}`;
    const run = () => {
      history.push(name);
      written += 1;
      write(next);
    };
    return [{ who: 'the writer', name, run }];
  }

  /** A crash after a read would leave the same behind as one before it: nobody saw that read. */
  function crashOptions(): Option[] {
    const crashing = [...pending].filter(([process]) => mayCrash(process));
    return crashing.map(([process, { name: step }]) => {
      const name = `${process} crashes before ${step}`;
      const run = () => {
        history.push(name);
        crashed += 1;
        pending.delete(process);
      };
      return { who: 'fate', name, run };
    });
  }

  const readOptions = (): Option[] =>
    !eager && canRead() ? [{ who: 'the reader', name: 'the reader reads', run: read }] : [];

  return {
    history,
    settled,

    /** Everything that may happen next. */
    options: (): Option[] => [
      ...stepOptions(),
      ...writeOptions(),
      ...crashOptions(),
      ...readOptions(),
    ],

    /** The state of the world: worlds with the same key have the same future. */
    key: (): string =>
      JSON.stringify([
        [...rows],
        [...log.entries],
        log.state,
        // Processes are alike: whichever of them is where, the future is the same.
        [...results]
          .map(([process, seen]) =>
            JSON.stringify([pending.get(process)?.name, mayCrash(process), seen]),
          )
          .sort(),
        [reader.offset, [...reader.versions]],
        [written, crashed],
      ]),

    /** Takes one option, and lets everything run that follows from it. */
    async run(option: Option): Promise<void> {
      option.run();
      await settled();
      if (log.head() < highest) throw new Error(`The highest offset fell from ${highest}.`);
      highest = log.head();
      if (eager) readAll();
    },

    /** Drains with one last process, undisturbed, and reads to the end; answers what is wrong then. */
    async wrong(): Promise<string[]> {
      pending.clear();
      start('the last', 1);
      await settled();
      for (let last = pending.get('the last'); last; last = pending.get('the last')) {
        pending.delete('the last');
        last.run();
        await settled();
      }
      readAll();
      const fromStart: Versions = new Map();
      for (const [, entry] of log.inOrder()) apply(fromStart, entry);
      return [
        ...differences('the reader', reader.versions, rows),
        ...differences('a new reader', fromStart, rows),
        ...[...rows].filter(([, row]) => row.pending).map(([id]) => `${id} is still pending`),
      ];
    },
  };
}
