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
  const history: string[] = [];

  return {
    pending,
    results,
    history,

    /** The steps of one process. */
    of(process: string): Step {
      results.set(process, []);
      return (name, act, effect = 'WRITES') =>
        new Promise((resolve) => {
          const run = (): void => {
            const result = act();
            results.get(process)?.push(result);
            history.push(`${process} ${name}: ${JSON.stringify(result) ?? 'done'}`);
            resolve(result);
          };
          pending.set(process, { name, effect, run });
        });
    },
  };
}
