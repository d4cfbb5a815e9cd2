/** Clients of a gateway: so many at a time, each asks when it has its answer. */
import { Pool } from 'undici';
import type { BenchOperation } from './operations.ts';

/** So many requests are under way at a time. */
const CLIENTS = 16;

export interface Client {
  /** The text of the answer to the request at a place in the run. @throws Error where it has errors */
  ask(operation: BenchOperation, at: number): Promise<string>;
  close(): Promise<void>;
}

/** @param owners those behind the gateway */
export function clientOf(url: string, owners: readonly string[]): Client {
  const { origin, pathname: path } = new URL(url);
  const pool = new Pool(origin, { connections: CLIENTS, pipelining: 1 });
  const headers = { 'content-type': 'application/json', accept: 'application/json' };
  return {
    async ask(operation, at) {
      const body = JSON.stringify(operation.request(at, owners));
      const answer = await pool.request({ path, method: 'POST', headers, body });
      const text = await answer.body.text();
      if (answer.statusCode !== 200 || /^\{"errors"|"errors":\[\{/.test(text))
        throw new Error(`${operation.name}: expected an answer, but got ${text.slice(0, 1_000)}`);
      return text;
    },
    close: () => pool.close(),
  };
}

/** Calls a function for each of these places, as so many clients do, of which each waits for its answer. */
export async function asClients(
  places: { from: number; below: number },
  ask: (at: number) => Promise<void>,
): Promise<void> {
  let at = places.from;
  const client = async (): Promise<void> => {
    while (at < places.below) await ask(at++);
  };
  await Promise.all(Array.from({ length: CLIENTS }, client));
}
