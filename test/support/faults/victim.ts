/** A program of the house in a process of its own, which a test kills, pauses and restarts. */
import { type ChildProcess, fork } from 'node:child_process';
import path from 'node:path';
import { HOUSE } from '../program.ts';
import { until } from '../until.ts';

export interface Victim {
  name: string;
  port: number;
  /** Resolves once it answers that it is ready. */
  ready(): Promise<void>;
  /** Kills it at once. It stays down until `start`. */
  kill(): void;
  start(): void;
  /** Stops it (SIGSTOP) in the middle of whatever it does, until `resume`. */
  pause(): void;
  resume(): void;
  /** Whether it runs, and is not paused. */
  isHealthy(): boolean;
}

const READY_WITHIN_MS = 30_000;

/** A process that ends by itself is started again after this time, as a supervisor would do. */
const START_AGAIN_MS = 500;

/** @param module its main module, from the root of the house: `subgraphs/kinds/party/main` */
export function aVictim(
  name: string,
  module: string,
  port: number,
  settings: NodeJS.ProcessEnv,
): Victim {
  const file = path.join(HOUSE, 'dist', `${module}.js`);
  let child: ChildProcess | undefined;
  let isPaused = false;
  let isWanted = true;
  const isRunning = () => child?.exitCode === null && child.signalCode === null;

  const start = (): void => {
    isWanted = true;
    if (isRunning()) return;
    isPaused = false;
    const env = { PATH: process.env['PATH'], ...settings, PORT: String(port), LOG_LEVEL: 'silent' };
    child = fork(file, { env, execArgv: [], stdio: ['ignore', 'ignore', 'ignore', 'ipc'] });
    // It may be killed before it is up.
    child.on('error', () => undefined);
    // It ends when it cannot reach its database at the start.
    child.once('exit', () => void (isWanted && setTimeout(startAgain, START_AGAIN_MS)));
  };
  const startAgain = (): void => {
    if (isWanted) start();
  };
  start();

  return {
    name,
    port,
    ready: async () => {
      await until(`${name} to be ready`, READY_WITHIN_MS, async () => {
        start();
        const signal = AbortSignal.timeout(2_000);
        return (await fetch(`http://127.0.0.1:${port}/ready`, { signal })).ok;
      });
    },
    start,
    kill: () => {
      isWanted = false;
      child?.kill('SIGKILL');
    },
    pause: () => {
      isPaused = true;
      child?.kill('SIGSTOP');
    },
    resume: () => {
      isPaused = false;
      child?.kill('SIGCONT');
    },
    isHealthy: () => isRunning() && !isPaused,
  };
}
