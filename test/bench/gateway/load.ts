/** Clients of a gateway: so many at a time, each asks when it has its answer. */
import { Pool } from 'undici';
import type { Contestant } from './contestants.ts';
import type { BenchOperation } from './operations.ts';

/** So many requests are under way at a time. */
const CLIENTS = 16;

/** What a block of requests costs a gateway. */
export interface Cost {
  /** CPU of its process, in milliseconds a request. */
  cpuMs: number;
  /** From request to answer, in milliseconds, one for each request. */
  times: number[];
}

export interface Client {
  /** The text of the answer to the request at a place in the run. */
  ask(operation: BenchOperation, at: number): Promise<string>;
  /** Sends so many requests. */
  block(operation: BenchOperation, count: number): Promise<Cost>;
  close(): Promise<void>;
}

export function clientOf({ url, owners, role }: Contestant): Client {
  const { origin, pathname: path } = new URL(url);
  const pool = new Pool(origin, { connections: CLIENTS, pipelining: 1 });
  const headers = { 'content-type': 'application/json', accept: 'application/json' };
  const ask = async (operation: BenchOperation, at: number): Promise<string> => {
    const body = JSON.stringify(operation.request(at, owners));
    const answer = await pool.request({ path, method: 'POST', headers, body });
    return answer.body.text();
  };
  let at = 0;
  const block = async (operation: BenchOperation, count: number): Promise<Cost> => {
    const times: number[] = [];
    const until = at + count;
    const client = async (): Promise<void> => {
      while (at < until) {
        const began = performance.now();
        await ask(operation, at++);
        times.push(performance.now() - began);
      }
    };
    const before = await role.cpu();
    await Promise.all(Array.from({ length: CLIENTS }, client));
    return { cpuMs: (((await role.cpu()) - before) * 1000) / count, times };
  };
  return { ask, block, close: () => pool.close() };
}
