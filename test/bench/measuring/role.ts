/** A part of the bench in a process of its own, so that its memory and its CPU are its own: what it does is called by name. */
import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** What a process holds, after a full collection of garbage. */
export interface Usage {
  rssMb: number;
  heapMb: number;
}

type Calls = Readonly<Record<string, (argument: never) => unknown>>;

interface Asked {
  id: number;
  call: string;
  argument: unknown;
}

interface Answered {
  id: number;
  result?: unknown;
  failed?: string;
}

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

/** Seconds of CPU so far: user and system, by the operating system. */
function cpu(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}

function usage(): Usage {
  collectGarbage();
  const { rss, heapUsed, external } = process.memoryUsage();
  return {
    rssMb: rss / 2 ** 20,
    heapMb: (heapUsed + external) / 2 ** 20,
  };
}

/** Answers calls until whoever forked this process is gone. */
export function serveRole(calls: Calls): void {
  const all: Calls = { ...calls, usage, cpu };
  process.on('message', ({ id, call, argument }: Asked) => {
    const answer = (answered: Omit<Answered, 'id'>): void =>
      void process.send?.({ id, ...answered });
    Promise.resolve()
      .then(() => all[call]?.(argument as never))
      .then((result) => answer({ result }))
      .catch((error: unknown) => answer({ failed: (error as Error).stack ?? String(error) }));
  });
  process.on('disconnect', () => process.exit(0));
}

/** A role that runs. */
export interface Role {
  /** Calls one of its functions; arguments and results are copied. */
  call<Result>(name: string, argument?: unknown): Promise<Result>;
  usage(): Promise<Usage>;
  /** Seconds of CPU so far. */
  cpu(): Promise<number>;
  /** Resolves once the process is gone. */
  end(): Promise<void>;
}

/** Starts the role of a file in `test/bench`: `catalogue/engine`. */
export function startRole(name: string): Role {
  const child = fork(fileURLToPath(new URL(`../${name}.ts`, import.meta.url)), [], {
    serialization: 'advanced',
  });
  const waiting = new Map<number, (answered: Answered) => void>();
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  let last = 0;
  child.on('message', (answered: Answered) => waiting.get(answered.id)?.(answered));
  child.once('exit', (code) => {
    for (const [id, settle] of waiting) settle({ id, failed: `It ended (${code}).` });
  });
  const call = <Result>(what: string, argument?: unknown): Promise<Result> =>
    new Promise((resolve, reject) => {
      const id = (last += 1);
      waiting.set(id, ({ result, failed }) => {
        waiting.delete(id);
        if (failed === undefined) resolve(result as Result);
        else reject(new Error(`${name}, ${what}: ${failed}`));
      });
      child.send({ id, call: what, argument } satisfies Asked);
    });
  return {
    call,
    usage: () => call<Usage>('usage'),
    cpu: () => call<number>('cpu'),
    end: () => {
      if (child.connected) child.disconnect();
      return exited;
    },
  };
}
