/** Wakes callers of this process that wait for something to happen. */

export interface Notifier {
  /** Wakes all callers that wait now. */
  notify(): void;
  /** Resolves at the next `notify`, or after `timeoutMs` milliseconds. */
  wait(timeoutMs: number): Promise<void>;
}

export function createNotifier(): Notifier {
  let waiting = new Set<() => void>();
  return {
    notify() {
      const woken = waiting;
      waiting = new Set();
      for (const wake of woken) wake();
    },
    wait: (timeoutMs) =>
      new Promise((resolve) => {
        const wake = (): void => {
          clearTimeout(timer);
          waiting.delete(wake);
          resolve();
        };
        const timer = setTimeout(wake, timeoutMs);
        waiting.add(wake);
      }),
  };
}
