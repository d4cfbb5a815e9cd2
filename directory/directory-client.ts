/** Requests the directory, or the public list of affiliates, from the coalition: one long poll at a time. */
import { Agent } from 'undici';
import type { z } from 'zod';
import { readJson } from '../platform/json.ts';
import { LARGEST_DIRECTORY } from './directory.ts';
import { type Snapshot, SnapshotRejected } from './snapshot.ts';

/** How long, in seconds, the coalition may hold a request open until something changes. It holds none longer. */
const LONG_POLL_S = 25;

/** How long an answer may take, beyond the time for which the request is held open. */
const ANSWER_WITHIN_MS = 5_000;

export interface DirectoryClient<S extends Snapshot> {
  /**
   * Requests the snapshot after a revision; the coalition answers as soon as there is one.
   * @param after the revision that the caller has; null for the current snapshot, at once
   * @returns null when nothing changed while the request was held open
   * @throws SnapshotRejected when the answer is no snapshot; Error when there is no answer
   */
  fetch(after: number | null): Promise<S | null>;
  /** Sends further requests to the next of the addresses. */
  useNextAddress(): void;
  /** Aborts the request that is open. */
  close(): Promise<void>;
}

export interface DirectoryClientOptions<S extends Snapshot> {
  /** Base addresses of the coalition's processes, any of which will do. */
  addresses: readonly string[];
  path: '/directory' | '/affiliates';
  schema: z.ZodType<S>;
  /** The headers of a request; for `/directory` they sign its path. */
  headersFor?(path: string): Record<string, string>;
  /** A signal that aborts after so many milliseconds. */
  timeout(ms: number): AbortSignal;
}

/** Keeps one connection open, and follows no redirect. */
export function createDirectoryClient<S extends Snapshot>(
  options: DirectoryClientOptions<S>,
): DirectoryClient<S> {
  const { addresses, path: endpoint, schema, headersFor, timeout } = options;
  const agent = new Agent({ connections: 1, maxResponseSize: LARGEST_DIRECTORY });
  let address = 0;
  return {
    async fetch(after) {
      const path = after === null ? endpoint : `${endpoint}?after=${after}&wait=${LONG_POLL_S}`;
      const { statusCode, body } = await agent.request({
        origin: addresses[address % addresses.length] as string,
        path,
        method: 'GET',
        headers: { accept: 'application/json', ...headersFor?.(path) },
        signal: timeout(ANSWER_WITHIN_MS + (after === null ? 0 : LONG_POLL_S * 1_000)),
      });
      // Without a listener, the error of a body that is cut off ends the process.
      body.on('error', () => undefined);
      if (statusCode === 200) return readSnapshot(schema, await body.text());
      await body.dump();
      if (statusCode === 204) return null;
      throw new SnapshotRejected(
        'unexpected-status',
        `Expected status 200 or 204, but got ${statusCode}.`,
      );
    },
    useNextAddress: () => void (address += 1),
    close: () => agent.destroy(),
  };
}

/** @throws SnapshotRejected when the text is no snapshot, or has an affiliate twice */
function readSnapshot<S extends Snapshot>(schema: z.ZodType<S>, text: string): S {
  const { data: snapshot } = schema.safeParse(readJson(text));
  if (!snapshot)
    throw new SnapshotRejected('malformed', 'Expected a revision and a list of affiliates.');
  const ids = new Set(snapshot.affiliates.map(({ id }) => id));
  if (ids.size < snapshot.affiliates.length)
    throw new SnapshotRejected('malformed', 'Expected each affiliate once.');
  return snapshot;
}
