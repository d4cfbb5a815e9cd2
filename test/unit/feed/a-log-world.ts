/**
 * Rows, a log and processes that move the one into the other by the product's own code, in memory: each touch of
 * what they share is a step, taken when a test says so. A process may stop for good before any of its steps.
 */
import type { CardSource, Waiting } from '../../../subgraphs/feed/publish/card-source.ts';
import { createDrain } from '../../../subgraphs/feed/publish/drain.ts';
import { createLog, type LogStore } from '../../../subgraphs/feed/publish/log.ts';
import type { Entry } from '../../../subgraphs/feed/protocol/entry.ts';
import type { Card } from '../../../subgraphs/cards/card.ts';

/** What is done to a row: written, as what is shared or not; or removed for good. */
export type Write = { row: string; as: 'SHARED' | 'KEPT' | 'REMOVED' };

export interface WorldOptions {
  /** In their order. */
  writes: readonly Write[];
  /** How many processes there are, and how often each drains. */
  processes: number;
  drains: number;
  /** How many of them may end in the middle. */
  crashes: number;
  /** How many numbers are compacted at a time. */
  every: number;
  /** Whether the reader reads at once whatever is new: one that never looks back is the first to miss a thing. */
  eager: boolean;
}

interface Row {
  version: number;
  birth: string;
  shared: boolean;
  dirty: boolean;
  told: boolean;
  removed: boolean;
}

/** What someone holds who read entries: the version of each thing, and whether it is shared. */
export type Held = Map<string, { version: number; shared: boolean }>;

/** Something that may happen next, and who does it. */
export interface Option {
  who: string;
  name: string;
  take(): void;
}

interface Step {
  name: string;
  take(): void;
}

/** Lets everything run that waits for nothing but what happened already. */
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

export function aLogWorld({ writes, processes, drains, crashes, every, eager }: WorldOptions) {
  const rows = new Map<string, Row>();
  const log = new Map<number, Entry<Card>>();
  const about = { closed: 0, compacted: 0 };
  const pending = new Map<string, Step>();
  /** What each process was answered so far: all that its state follows from. */
  const answers = new Map<string, unknown[]>();
  const reader = { cursor: 0, held: new Map() as Held };
  const history: string[] = [];
  let [written, crashed, highest, births] = [0, 0, 0, 0];

  const head = (): number => Math.max(0, ...log.keys());

  /** A step of a process: what it does happens at once, when it is taken. */
  const step = <Result>(process: string, name: string, act: () => Result): Promise<Result> =>
    new Promise((resolve) => {
      const taken = (): void => {
        const result = act();
        answers.get(process)?.push(result);
        history.push(`${process} ${name}: ${JSON.stringify(result) ?? 'done'}`);
        resolve(result);
      };
      pending.set(process, { name, take: taken });
    });

  function put(first: number, entries: readonly Entry<Card>[]): number {
    for (const [at, entry] of entries.entries()) {
      if (log.has(first + at)) return at;
      log.set(first + at, entry);
    }
    return entries.length;
  }

  const look = (things: readonly string[]) => {
    const standing = [...log].flatMap(([number, { thing, version, card }]) =>
      things.includes(thing) ? [{ number, thing, version, gone: card === null }] : [],
    );
    return { ...about, standing };
  };

  const storeOf = (process: string): LogStore<Card> => ({
    head: () => step(process, 'head', head),
    put: (first, entries) => step(process, `put ${first}`, () => put(first, entries)),
    look: (things) => step(process, 'look', () => look(things)),
    close: (upTo) =>
      step(process, `close ${upTo}`, () => void (about.closed = Math.max(about.closed, upTo))),
    thingsIn: (above, upTo) =>
      step(process, 'things', () =>
        [...log].filter(([n]) => n > above && n <= upTo).map(([, { thing }]) => thing),
      ),
    drop: (numbers) =>
      step(process, `drop ${numbers.join()}`, () => numbers.forEach((n) => void log.delete(n))),
    noteCompacted: (upTo) =>
      step(process, `compacted ${upTo}`, () => {
        about.compacted = Math.max(about.compacted, upTo);
      }),
  });

  function waitingOf([id, row]: [string, Row]): Waiting {
    const { version, birth, removed, told, shared } = row;
    const waiting = { id, version, birth, removed };
    if (!told) return { ...waiting, entry: null };
    const card = shared && !removed ? ({ _id: id } as Card) : null;
    return { ...waiting, entry: { thing: id, version, card } };
  }

  /** `CardSource` as `cardsFrom` makes it, over the rows of this world. */
  const sourceOf = (process: string): CardSource => ({
    adopt: async () => undefined,
    async waiting(most) {
      const found = await step(process, 'waiting', () =>
        [...rows].filter(([, { dirty }]) => dirty).map(([id, row]) => [id, { ...row }] as const),
      );
      const told: Waiting[] = [];
      for (const [id, row] of found) {
        if (row.told || !row.shared || row.removed) told.push(waitingOf([id, row]));
        else if (await step(process, `tell ${id}`, () => tell(id, row)))
          told.push(waitingOf([id, { ...row, told: true }]));
      }
      return { rows: told, more: told.length < found.length || found.length === most };
    },
    async settle(logged) {
      for (const { id, version, birth, removed } of logged)
        await step(process, `settle ${id} ${version}`, () => {
          const row = rows.get(id);
          if (row?.version !== version || row.birth !== birth) return;
          if (removed) rows.delete(id);
          else row.dirty = false;
        });
    },
    outlive: ({ id, version, birth }, above) =>
      step(process, `outlive ${id}`, () => {
        const row = rows.get(id);
        if (row?.version === version && row.birth === birth)
          Object.assign(row, { version: above + 1, dirty: true });
      }),
  });

  function tell(id: string, { version, birth }: Row): boolean {
    const row = rows.get(id);
    if (row?.version !== version || row.birth !== birth) return false;
    row.told = true;
    return true;
  }

  function write({ row: id, as }: Write): void {
    const row = rows.get(id);
    const version = (row?.version ?? 0) + 1;
    if (as === 'REMOVED') {
      if (row) Object.assign(row, { version, removed: true, dirty: true });
      return;
    }
    if (row?.removed) return;
    rows.set(id, {
      ...(row ?? { told: false, removed: false, birth: `${(births += 1)}` }),
      version,
      shared: as === 'SHARED',
      dirty: true,
    });
  }

  function read(): void {
    const next = [...log.keys()]
      .filter((number) => number > reader.cursor)
      .sort((a, b) => a - b)[0];
    if (next === undefined) return;
    reader.cursor = next;
    take(reader.held, log.get(next)!);
    history.push(`reader reads ${next}`);
  }

  const readAll = (): void => {
    while (canRead()) read();
  };

  const canRead = (): boolean => head() > reader.cursor;

  function start(process: string, times: number): void {
    answers.set(process, []);
    const drain = createDrain(createLog<Card>(storeOf(process), every), [sourceOf(process)], {
      onLogged: () => undefined,
      stepBack: () => step(process, 'steps back', () => undefined),
    });
    const run = async (): Promise<void> => {
      for (let time = 0; time < times; time += 1) {
        await step(process, 'begins', () => undefined);
        while ((await drain()).more);
      }
    };
    void run();
  }

  for (let at = 1; at <= processes; at += 1) start(`p${at}`, drains);

  /** Everything that may happen next. */
  function options(): Option[] {
    const next = writes[written];
    return [
      ...[...pending].map(([process, { name, take: taken }]) => ({
        who: process,
        name: `${process} ${name}`,
        take: () => {
          pending.delete(process);
          taken();
        },
      })),
      ...(next
        ? [
            {
              who: 'the writer',
              name: `${next.row} is ${next.as}`,
              take: () => {
                history.push(`${next.row} is ${next.as}`);
                written += 1;
                write(next);
              },
            },
          ]
        : []),
      ...(crashed < crashes
        ? [...pending].map(([process, { name }]) => ({
            who: 'fate',
            name: `${process} ends before ${name}`,
            take: () => {
              history.push(`${process} ends before ${name}`);
              crashed += 1;
              pending.delete(process);
            },
          }))
        : []),
      ...(!eager && canRead() ? [{ who: 'the reader', name: 'the reader reads', take: read }] : []),
    ];
  }

  return {
    options,
    history,
    /** All that decides what can happen from here on. */
    key: (): string =>
      JSON.stringify([
        [...rows],
        [...log],
        about,
        [...pending].map(([process, { name }]) => [process, name]),
        [...answers],
        [reader.cursor, [...reader.held]],
        [written, crashed],
      ]),

    /** Takes one option, and lets run what follows from it. */
    async take(option: Option): Promise<void> {
      option.take();
      await settled();
      if (head() < highest) throw new Error(`The highest number fell from ${highest}.`);
      highest = head();
      if (eager) readAll();
    },

    settled,

    /** Drains with one process that nothing disturbs, and reads to the end; answers what is wrong then. */
    async wrong(): Promise<string[]> {
      pending.clear();
      start('the last', 1);
      await settled();
      for (let last = pending.get('the last'); last; last = pending.get('the last')) {
        pending.delete('the last');
        last.take();
        await settled();
      }
      readAll();
      const anew: Held = new Map();
      for (const number of [...log.keys()].sort((a, b) => a - b)) take(anew, log.get(number)!);
      return [
        ...differences('the reader', reader.held, rows),
        ...differences('a new reader', anew, rows),
        ...[...rows].filter(([, { dirty }]) => dirty).map(([id]) => `${id} is marked still`),
      ];
    },
  };
}

/** As a follower takes an entry in: where it is newer. */
function take(held: Held, { thing, version, card }: Entry<Card>): void {
  if ((held.get(thing)?.version ?? 0) >= version) return;
  held.set(thing, { version, shared: card !== null });
}

function differences(who: string, held: Held, rows: ReadonlyMap<string, Row>): string[] {
  const ids = new Set([...held.keys(), ...rows.keys()]);
  return [...ids].flatMap((id) => {
    const row = rows.get(id);
    const shows = held.get(id)?.shared ?? false;
    const isShared = row !== undefined && row.shared && !row.removed;
    if (shows !== isShared) return [`${who} ${shows ? 'still has' : 'lacks'} ${id}`];
    const isOld = isShared && held.get(id)?.version !== row.version;
    return isOld ? [`${who} has an old ${id}`] : [];
  });
}
