/**
 * Steps of processes: each access to shared state is a step, which happens when a test says so. A process may crash
 * before any of its steps.
 */

/** Whether a step changes what processes share. */
type Effect = 'READS' | 'WRITES';

/** Runs an access to shared state as a step of a process; it writes, unless it says otherwise. */
export type Step = <Result>(name: string, act: () => Result, effect?: Effect) => Promise<Result>;

interface PendingStep {
  name: string;
  effect: Effect;
  run(): void;
}

export function createSteps() {
  /** The next step of each process. */
  const pending = new Map<string, PendingStep>();
  /** The results of each process's steps so far: all that its state follows from. */
  const results = new Map<string, unknown[]>();
  /** The processes that are between two steps. */
  const running = new Set<string>();
  const history: string[] = [];

  return {
    pending,
    results,
    history,

    /** Resolves once each process waits for its next step, or has ended. What is between two steps waits for nothing else. */
    async settled(): Promise<void> {
      while (running.size > 0) await Promise.resolve();
    },

    /** A process has no more steps. */
    ended: (process: string): void => void running.delete(process),

    /** The steps of one process. */
    of(process: string): Step {
      results.set(process, []);
      running.add(process);
      return (name, act, effect = 'WRITES') =>
        new Promise((resolve) => {
          const run = (): void => {
            running.add(process);
            const result = act();
            results.get(process)?.push(result);
            history.push(`${process} ${name}: ${JSON.stringify(result) ?? 'done'}`);
            resolve(result);
          };
          running.delete(process);
          pending.set(process, { name, effect, run });
        });
    },
  };
}
