/** One question to the coalition for its directory, or for the list of its affiliates. */
import { readJson } from '../platform/json.ts';
import { Agent } from 'undici';
import type { z } from 'zod';
import { LARGEST_DIRECTORY } from './directory.ts';

/** How long, in seconds, the coalition is asked to wait for news. It waits no longer than this. */
const WAIT_S = 25;

/** What is there already is answered by then, and what is waited for this much after its time. */
const ANSWER_WITHIN_MS = 5_000;

/** What both lists have: which state it is, and of whom. */
export interface Told {
  readonly revision: number;
  readonly affiliates: readonly { readonly id: string }[];
}

/** Why an answer does not count. */
export type Reason = 'status' | 'rubbish' | 'empty' | 'older';

/** Thrown where the coalition answered, and its answer does not count. */
export class NotBelieved extends Error {
  override readonly name = 'NotBelieved';
  readonly reason: Reason;

  constructor(reason: Reason, sentence: string) {
    super(sentence);
    this.reason = reason;
  }
}

export interface DirectoryAsker<T extends Told> {
  /**
   * What there is that is newer than a revision, as soon as there is; null when there was nothing for a while.
   * @param after null for what there is now, at once
   * @throws Error when nothing was answered, and NotBelieved when it is no such list
   */
  ask(after: number | null): Promise<T | null>;
  /** From now on the next address is asked. */
  turn(): void;
  /** Breaks off the question that is waiting. */
  close(): Promise<void>;
}

export interface AskingOptions<T extends Told> {
  /** Base addresses of the coalition: where one fails, the next is asked. */
  addresses: readonly string[];
  path: '/directory' | '/affiliates';
  schema: z.ZodType<T>;
  /** The headers of a question, which may sign its path. */
  headersFor?(path: string): Promise<Record<string, string>>;
}

/** Asks over one kept-alive connection, and follows no redirect. */
export function createDirectoryAsker<T extends Told>(options: AskingOptions<T>): DirectoryAsker<T> {
  const { addresses, path, schema, headersFor } = options;
  const agent = new Agent({ connections: 1, maxResponseSize: LARGEST_DIRECTORY });
  let turn = 0;
  return {
    async ask(after) {
      const at = after === null ? path : `${path}?after=${after}&wait=${WAIT_S}`;
      const { statusCode, body } = await agent.request({
        origin: addresses[turn % addresses.length] as string,
        path: at,
        method: 'GET',
        headers: { accept: 'application/json', ...(await headersFor?.(at)) },
        signal: AbortSignal.timeout(ANSWER_WITHIN_MS + (after === null ? 0 : WAIT_S * 1_000)),
      });
      // Without a listener, the error of a body that is broken off ends the process.
      body.on('error', () => undefined);
      if (statusCode === 200) return read(schema, await body.text());
      await body.dump();
      if (statusCode === 204) return null;
      throw new NotBelieved('status', `Expected a list, but got the status ${statusCode}.`);
    },
    turn: () => void (turn += 1),
    close: () => agent.destroy(),
  };
}

function read<T extends Told>(schema: z.ZodType<T>, text: string): T {
  const told = schema.safeParse(readJson(text));
  if (!told.success) throw new NotBelieved('rubbish', 'Expected a list of affiliates.');
  const { affiliates } = told.data;
  if (new Set(affiliates.map(({ id }) => id)).size < affiliates.length)
    throw new NotBelieved('rubbish', 'Expected each affiliate once.');
  return told.data;
}
