/** An HTTP client for the feeds of organisations. */
import { pipeline, type Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { type buildConnector, Pool } from 'undici';
import type { assertionsBy } from '../../../identity/assertion.ts';
import { splitLines } from './split-lines.ts';

/**
 * The longest line, in bytes. A card is a few kilobytes; one that cites as many things as it may, of organisations with
 * the longest ids, is some 80 KB.
 */
const LONGEST_LINE = 128 * 1024;

/** The longest response, in bytes after decompression: twice what the most entries of the longest lines would need. */
const LONGEST_RESPONSE = 128 * 1024 * 1024;

/** One request for a feed. */
export interface PollRequest {
  organisation: string;
  /** Base address of its server. */
  url: string;
  /** Read the entries after this offset. */
  after: number;
  /** How long the organisation shall wait for an entry when it has none, in seconds. */
  wait: number;
  /** The most entries. */
  limit: number;
  /** Whether the response may be compressed. */
  compressed: boolean;
}

export interface FeedClient {
  /**
   * The lines of one response, as they come; null in place of a line that is too long.
   * @throws Error when the organisation cannot be reached, its response is no valid feed, or `signal` aborts
   */
  read(request: PollRequest, signal: AbortSignal): AsyncIterable<string | null>;
  close(): Promise<void>;
}

/**
 * Makes a client that signs its requests as the coalition, keeps connections alive, and follows no redirect.
 * @param connect opens connections; undici's own connector when left out
 *
 * @example
 * const client = createFeedClient(assertionsBy('coalition', signingKeys));
 * const request = { organisation: 'unite', url, after: 0, wait: 20, limit: 500, compressed: true };
 * for await (const line of client.read(request, signal)) console.log(line);
 */
export function createFeedClient(
  assertion: ReturnType<typeof assertionsBy>,
  connect?: buildConnector.connector,
): FeedClient {
  const options = {
    connections: 2,
    // No limits here: the subscription's watchdog decides how long an organisation may be silent.
    headersTimeout: 0,
    bodyTimeout: 0,
    ...(connect && { connect }),
  };
  const pools = new Map<string, Pool>();

  function poolOf(url: string): Pool {
    const pool = pools.get(url) ?? new Pool(url, options);
    pools.set(url, pool);
    return pool;
  }

  async function closePool(url: string): Promise<void> {
    const pool = pools.get(url);
    pools.delete(url);
    await pool?.destroy();
  }

  return {
    async *read({ organisation, url, after, wait, limit, compressed }, signal) {
      let isComplete = false;
      try {
        const path = `/feed?after=${after}&wait=${wait}&limit=${limit}`;
        const { statusCode, headers, body } = await poolOf(url).request({
          path,
          method: 'GET',
          headers: {
            'accept-encoding': compressed ? 'gzip' : 'identity',
            ...assertion(organisation, { path, body: '' }, null),
          },
          signal,
        });
        // Without a listener, the error of a body that is destroyed ends the process.
        body.on('error', () => undefined);
        if (statusCode !== 200) throw new Error(`It answered with the status ${statusCode}.`);
        const plain = headers['content-encoding'] === 'gzip' ? decompressed(body) : body;
        yield* splitLines(bounded(plain), LONGEST_LINE);
        isComplete = true;
      } finally {
        // After a failure the next request begins on new connections.
        if (!isComplete) await closePool(url);
      }
    },
    close: async () => {
      await Promise.all([...pools.keys()].map(closePool));
    },
  };
}

function decompressed(body: Readable): Readable {
  const gunzip = createGunzip();
  pipeline(body, gunzip, () => undefined);
  return gunzip;
}

async function* bounded(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let length = 0;
  for await (const chunk of chunks) {
    length += chunk.length;
    if (length > LONGEST_RESPONSE) throw new Error('The response is longer than 128 MB.');
    yield chunk;
  }
}
