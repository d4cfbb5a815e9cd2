/** Plans operations in a thread of its own, so that nobody else waits for them. */
import { Worker } from 'node:worker_threads';
import type { QueryPlan } from '@apollo/query-planner';
import { errorOf } from '../http/refusal.ts';
import type { Planned, PlannerData } from './messages.ts';

/** How long one plan may take. */
const PLAN_WITHIN_MS = 5_000;

/** How long the thread may take until it plans. */
const READY_WITHIN_MS = 20_000;

/** How many texts may wait for their plans. */
const MOST_WAITING = 50;

/** In megabytes: what a plan takes beyond it ends the thread, and not the gateway. */
const MOST_MEMORY = { maxOldGenerationSizeMb: 512 };

export interface PlannerThreadOptions extends PlannerData {
  /** The program of the thread. */
  readonly program: URL;
  readonly planWithinMs?: number;
}

interface Waiting {
  readonly text: string;
  resolve(plan: QueryPlan): void;
  reject(error: Error): void;
}

/** A thread that is begun when it is needed, and anew after it ended. It keeps no process alive. */
export class PlannerThread {
  readonly #options: PlannerThreadOptions;
  readonly #waiting: Waiting[] = [];
  #thread: Worker | null = null;
  #isReady = false;
  #deadline: NodeJS.Timeout | undefined;

  constructor(options: PlannerThreadOptions) {
    this.#options = options;
  }

  /** Begins the thread before it is needed. */
  begin(): void {
    this.#thread ??= this.#open();
  }

  /** @throws OVERLOADED (503) where too many wait, or the plan takes too long */
  readonly plan = (text: string): Promise<QueryPlan> =>
    new Promise((resolve, reject) => {
      if (this.#waiting.length >= MOST_WAITING) return reject(tooMuch());
      this.#waiting.push({ text, resolve, reject });
      this.begin();
      if (this.#isReady && this.#waiting.length === 1) this.#askNext();
    });

  async close(): Promise<void> {
    this.#fail(new Error('The planner was closed.'));
    await this.#end();
  }

  #open(): Worker {
    const { program, supergraphSdl, config } = this.#options;
    const workerData: PlannerData = { supergraphSdl, config };
    const thread = new Worker(program, { workerData, resourceLimits: MOST_MEMORY });
    thread.unref();
    thread.on('message', (planned: Planned) => this.#receive(planned));
    thread.on('error', (error) => this.#failNext(error));
    thread.on('exit', () => {
      if (this.#thread === thread) this.#ended();
    });
    this.#expectWithin(READY_WITHIN_MS);
    return thread;
  }

  #receive(planned: Planned): void {
    clearTimeout(this.#deadline);
    if (planned === 'ready') this.#isReady = true;
    else if ('failure' in planned) this.#failNext(new Error(planned.failure));
    else this.#waiting.shift()?.resolve(JSON.parse(planned.plan) as QueryPlan);
    this.#askNext();
  }

  #askNext(): void {
    const [next] = this.#waiting;
    if (!next) return;
    this.#thread?.postMessage(next.text);
    this.#expectWithin(this.#options.planWithinMs ?? PLAN_WITHIN_MS);
  }

  /** A thread that does not answer by then is ended. */
  #expectWithin(ms: number): void {
    this.#deadline = setTimeout(() => {
      this.#failNext(tooMuch());
      void this.#end();
    }, ms);
    this.#deadline.unref();
  }

  #failNext(error: Error): void {
    this.#waiting.shift()?.reject(error);
  }

  #fail(error: Error): void {
    for (const { reject } of this.#waiting.splice(0)) reject(error);
  }

  async #end(): Promise<void> {
    await this.#thread?.terminate();
  }

  /** Those who wait are asked for in another thread. */
  #ended(): void {
    clearTimeout(this.#deadline);
    this.#isReady = false;
    this.#thread = this.#waiting.length > 0 ? this.#open() : null;
  }
}

const tooMuch = (): Error =>
  errorOf({
    status: 503,
    message: 'Too much is asked that has to be planned first: ask again in 1 s, or for less.',
    extensions: { code: 'OVERLOADED' },
    headers: { 'retry-after': '1' },
  });
