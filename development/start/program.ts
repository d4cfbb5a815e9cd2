/** A program of the house as a process of its own: started, watched, started again, stopped. */
import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { backOff } from '../../platform/async/back-off.ts';
import { StartFailure } from '../../platform/start-failure.ts';

/** What to run. */
export interface ProgramOptions {
  /** What people call it: `labour`, `gateway`. */
  name: string;
  /** Its main module, from the root of the house: `subgraphs/kinds/party/main`. */
  module: string;
  /** The port that it listens on. */
  port: number;
  /** Its settings, beside those of this process. */
  env: Record<string, string>;
  /** Called with a sentence when it ended by itself and will be started again. */
  onEnd(sentence: string): void;
}

/** A program that was started. */
export interface Program {
  name: string;
  port: number;
  /** Resolves once it serves; rejects with a StartFailure in its own words when it cannot start. */
  serving: Promise<void>;
  /** The id of its process now; it changes when it is started again. */
  pid(): number | undefined;
  /** From now on it is not started again when it ends, and its output is not printed. */
  letEnd(): void;
  /** Ends it, whether it serves already or not, and waits until it is gone. */
  stop(): Promise<void>;
}

/** How long after its end a program is started again. */
const BACK_OFF_MS = { first: 400, most: 10_000 };

/** One that ran this long has recovered: its back-off starts again at the shortest wait. */
const STEADY_MS = 10_000;

/** One that does not stop by itself in this time is ended. */
export const STOP_WITHIN_MS = 6_000;

/** The file of a program, beside this one: programs run as they were bundled, which starts them soonest. */
const fileOf = (module: string): string =>
  fileURLToPath(new URL(`../../${module}.js`, import.meta.url));

/**
 * Starts a program. From when it serves, whenever it ends it is started again at the same port, after a
 * back-off.
 */
export function startProgram(options: ProgramOptions): Program {
  let child = spawn(options);
  const watch = { stopping: false, failures: 0, timer: undefined as NodeJS.Timeout | undefined };

  const keepAlive = (startedAt: number): void => {
    child.stderr?.pipe(process.stderr);
    // It could not be spawned, or not be sent a signal: what follows is decided when it exits.
    child.on('error', () => undefined);
    child.once('exit', (code, signal) => {
      if (watch.stopping) return;
      watch.failures = Date.now() - startedAt > STEADY_MS ? 1 : watch.failures + 1;
      const wait = backOff(watch.failures, BACK_OFF_MS);
      options.onEnd(
        `${options.name} ended (${signal ?? `exit code ${code}`}); it starts again in ${(wait / 1000).toFixed(1)} s.`,
      );
      watch.timer = setTimeout(() => {
        child = spawn(options);
        keepAlive(Date.now());
      }, wait);
    });
  };

  const letEnd = (): void => {
    watch.stopping = true;
    clearTimeout(watch.timer);
    // Ctrl-C reaches all programs at once: what each says of the others, that they are gone, is no news.
    child.stderr?.unpipe(process.stderr).resume();
  };

  return {
    name: options.name,
    port: options.port,
    serving: serving(options.name, child).then(() => keepAlive(Date.now())),
    pid: () => child.pid,
    letEnd,
    stop: () => {
      letEnd();
      return stopped(child);
    },
  };
}

/** No program gets the keys and databases of another: each is given its own. */
const SECRETS = /^(SIGNING_KEYS_FILE|PSEUDONYM_KEY|MONGODB_URI|ISSUER_KEYS)/;

const withoutSecrets = (env: NodeJS.ProcessEnv): NodeJS.ProcessEnv =>
  Object.fromEntries(Object.entries(env).filter(([name]) => !SECRETS.test(name)));

function spawn({ module, port, env }: ProgramOptions): ChildProcess {
  return fork(fileOf(module), {
    env: { ...withoutSecrets(process.env), ...env, PORT: String(port) },
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
}

/** Resolves once it serves. */
function serving(name: string, child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let said = '';
    const listen = (chunk: Buffer) => {
      said += chunk.toString();
    };
    child.stderr?.on('data', listen);
    child.once('message', () => {
      child.stderr?.off('data', listen);
      child.removeAllListeners('close');
      resolve();
    });
    child.once('error', reject);
    // Not at its exit, when its last words may still be on their way.
    child.once('close', (code, signal) => {
      reject(new StartFailure(said.trim() || `${name} ended at its start (${signal ?? code}).`));
    });
  });
}

function stopped(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    const timer = setTimeout(() => child.kill('SIGKILL'), STOP_WITHIN_MS);
    child.once('exit', () => {
      clearTimeout(timer);
      resolve();
    });
    child.kill('SIGTERM');
  });
}
