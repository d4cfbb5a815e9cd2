/** A program in a process of its own, in a group of its own, as a shell in a terminal runs it. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { until } from './until.ts';

/** The folder of the house. */
export const HOUSE = fileURLToPath(new URL('../..', import.meta.url));

/** How a program ended. */
export interface End {
  code: number | null;
  signal: NodeJS.Signals | null;
  /** How long after it was started, in milliseconds. */
  afterMs: number;
}

/** Who gets a signal: the process that was started, or all of its group as from a terminal. */
export type Target = 'start alone' | 'whole group';

export interface TestProgram {
  pid: number;
  /** Everything that it and its children wrote to standard output so far. */
  out(): string;
  /** Everything that it and its children wrote to standard error so far. */
  err(): string;
  /** Resolves once the output has this, with how long that took; rejects when the program ends before. */
  says(text: string, withinMs?: number): Promise<number>;
  /** Resolves when it has ended and all its output was read. */
  ended: Promise<End>;
  signal(name: NodeJS.Signals, to: Target): void;
  /** The processes of its group that run now, in lines such as `4711 node …`. */
  running(): string[];
  /** Asks it to stop, ends whatever of its group still runs some seconds later, and waits until all is gone. */
  stop(): Promise<void>;
}

const STOP_WITHIN_MS = 15_000;

/** Settings of the house that a test's own surroundings must not bring in. */
const OF_THE_HOUSE =
  /^(MONGODB_URI|SUBGRAPH_URL)(_|$)|^(PORT|HOST|SAMPLE|SIGNING_KEYS_FILE|GATEWAY_KEYS|COALITION_KEYS|ISSUER_KEYS|AFFILIATE_NETWORKS|COALITION_URL|DIRECTORY_COPY|PSEUDONYM_KEY|DEVELOPMENT_ISSUER|COALITION_FILE|ALLOWED_ORIGINS|NODE_ENV|LOG_LEVEL|ORGANISATION|ORGANISATIONS_FILE|UPSTREAM_TIMEOUT_MS|OWNER_[A-Z_]+|DRAIN_MS|CALLER_[A-Z_]+|(REQUESTS|COST)_AT_ONCE|REDIS_URL|TRUSTED_PROXIES|METRICS_[A-Z]+|HTTP_422|DOCUMENTATION_URL|STORED_[A-Z_]+)$/;

/** Starts a program in the folder of the house, with these settings and no others of the house. */
export function startProgram(
  command: string,
  args: readonly string[],
  settings: NodeJS.ProcessEnv = {},
): TestProgram {
  const startedAt = Date.now();
  const around = Object.entries(process.env).filter(([name]) => !OF_THE_HOUSE.test(name));
  const child = spawn(command, args, {
    cwd: HOUSE,
    env: { ...Object.fromEntries(around), ...settings },
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const pid = child.pid;
  if (pid === undefined) throw new Error(`Expected "${command}" to start, but it did not.`);
  const said = { out: '', err: '' };
  child.stdout.on('data', (chunk: Buffer) => (said.out += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (said.err += chunk.toString()));
  const ended = endOf(child, startedAt);
  const running = () => processesOf(pid);
  const hasExited = () => child.exitCode !== null || child.signalCode !== null;

  return {
    pid,
    out: () => said.out,
    err: () => said.err,
    async says(text, withinMs = 50_000) {
      const isSaid = () => said.out.includes(text);
      await until(`"${text}" in the output`, withinMs, () => isSaid() || hasExited());
      if (!isSaid()) await ended;
      if (!isSaid())
        throw new Error(`It ended (${child.exitCode ?? child.signalCode}): ${said.err}`);
      return Date.now() - startedAt;
    },
    ended,
    signal: (name, to) => sendSignal(to === 'whole group' ? -pid : pid, name),
    running,
    async stop() {
      // To list processes takes a processor half of the time between two polls: not before the first has gone.
      const hasEnded = () => hasExited() && running().length === 0;
      if (!hasEnded()) sendSignal(-pid, 'SIGTERM');
      await until('it to stop', STOP_WITHIN_MS, hasEnded).catch(() => sendSignal(-pid, 'SIGKILL'));
      await ended;
      await until('no process of the group', STOP_WITHIN_MS, hasEnded);
    },
  };
}

/** Runs a program to its end. */
export async function runProgram(
  command: string,
  args: readonly string[],
  settings: NodeJS.ProcessEnv = {},
): Promise<End & { out: string; err: string; running: string[] }> {
  const program = startProgram(command, args, settings);
  const end = await program.ended;
  const running = program.running();
  await program.stop();
  return { ...end, out: program.out(), err: program.err(), running };
}

/** Sends a signal to a process, or to the group of a negative id; what has just ended needs none. */
function sendSignal(id: number, signal: NodeJS.Signals): void {
  try {
    process.kill(id, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

const endOf = (child: ChildProcess, startedAt: number): Promise<End> =>
  new Promise((resolve, reject) => {
    child.once('error', reject);
    // Not at its exit, when its last words may still be on their way.
    child.once('close', (code, signal) => {
      resolve({ code, signal, afterMs: Date.now() - startedAt });
    });
  });

/** What has ended and was only not collected yet (`Z`) does not run. */
function processesOf(group: number): string[] {
  const list = execFileSync('ps', ['-A', '-o', 'pid=,pgid=,stat=,args='], { encoding: 'utf8' });
  return list
    .split('\n')
    .map((line) => /^\s*(\d+)\s+(\d+)\s+(\S+)\s+(.*)$/.exec(line) ?? [])
    .filter(([, , pgid, stat]) => Number(pgid) === group && !stat?.startsWith('Z'))
    .map(([, pid, , , args]) => `${pid} ${args}`);
}
