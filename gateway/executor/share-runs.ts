import { setMaxListeners } from 'node:events';
import { type ExecutionResult, OperationTypeNode } from 'graphql';
import type { Execute, OperationRequest } from './executor.ts';

/** Which requests may have one answer, and how their clients leave. */
export interface Sharing<Context> {
  /** A text that is the same for clients who may see the same; null for a request that has to run alone. */
  audienceOf(context: Context): string | null;
  /** Aborts when the client has left. */
  signalOf(context: Context): AbortSignal;
  /** The same context with another signal. */
  withSignal(context: Context, signal: AbortSignal): Context;
}

/** A query that runs for one client, or for several who asked the same at the same time. */
interface SharedRun {
  readonly result: Promise<ExecutionResult>;
  readonly ended: AbortController;
  clients: number;
}

/**
 * Lets equal queries that are under way at the same time share one run. It ends early only when all its clients have
 * left. A mutation parts those before it from those after it, so that who has written reads what was written.
 * @example const execute = shareRuns(createExecutor(options), { audienceOf, signalOf, withSignal })
 */
export function shareRuns<Context>(
  execute: Execute<Context>,
  { audienceOf, signalOf, withSignal }: Sharing<Context>,
): Execute<Context> {
  const running = new Map<string, SharedRun>();

  return async (request) => {
    const { operation, context } = request;
    if (operation.operation !== OperationTypeNode.QUERY)
      return execute(request).finally(() => running.clear());
    const audience = audienceOf(context);
    if (audience === null) return execute(request);
    const key = JSON.stringify([request.key, request.variables ?? {}, audience]);
    const run = running.get(key) ?? start(key, request);
    join(key, run, signalOf(context));
    // Apollo Server may change the result that it is given.
    return { ...(await run.result) };
  };

  function start(key: string, request: OperationRequest<Context>): SharedRun {
    const ended = new AbortController();
    setMaxListeners(0, ended.signal);
    const context = withSignal(request.context, ended.signal);
    const forget = () => remove(key, run);
    const run = { result: execute({ ...request, context }).finally(forget), ended, clients: 0 };
    running.set(key, run);
    return run;
  }

  function join(key: string, run: SharedRun, signal: AbortSignal): void {
    run.clients += 1;
    const leave = () => {
      run.clients -= 1;
      if (run.clients > 0) return;
      remove(key, run);
      run.ended.abort();
    };
    if (signal.aborted) leave();
    else signal.addEventListener('abort', leave, { once: true });
  }

  function remove(key: string, run: SharedRun): void {
    if (running.get(key) === run) running.delete(key);
  }
}
