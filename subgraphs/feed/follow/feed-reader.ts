/** Asks organisations for their feeds. */
import { pipeline, type Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { type buildConnector, Pool } from 'undici';
import type { assertionsBy } from '../../../identity/assertion.ts';
import { linesOf } from './lines.ts';

/** A card is a few kilobytes; one that cites as much as it may, of organisations with the longest ids, is some 80 KB. */
const LONGEST_LINE = 128 * 1024;

/** No answer is longer, unpacked; what is asked for is half of it at most. */
const LONGEST_ANSWER = 128 * 1024 * 1024;

/** Where to read. */
export interface FeedRequest {
  organisation: string;
  /** Base address of its server. */
  url: string;
  after: number;
  /** In seconds. */
  wait: number;
  limit: number;
  /** Whether the answer may come compressed. */
  packed: boolean;
}

export interface FeedReader {
  /**
   * The lines of one answer as they come; null for one that is too long.
   * @throws Error when it does not answer, or not as a feed does, or `signal` aborts.
   */
  read(request: FeedRequest, signal: AbortSignal): AsyncIterable<string | null>;
  close(): Promise<void>;
}

/**
 * Asks over kept-alive connections, signed as the coalition. No redirect is followed.
 * @param connect makes the connections; any are made when left out
 */
export function createFeedReader(
  assertion: ReturnType<typeof assertionsBy>,
  connect?: buildConnector.connector,
): FeedReader {
  const options = {
    connections: 2,
    headersTimeout: 0,
    bodyTimeout: 0,
    ...(connect && { connect }),
  };
  const pools = new Map<string, Pool>();

  /** How long an organisation may be silent is its follower's to say. */
  function poolOf(url: string): Pool {
    const pool = pools.get(url) ?? new Pool(url, options);
    pools.set(url, pool);
    return pool;
  }

  /** After a failure there are new connections: nothing of it is left in the next try. */
  async function giveUp(url: string): Promise<void> {
    const pool = pools.get(url);
    pools.delete(url);
    await pool?.destroy();
  }

  return {
    async *read({ organisation, url, after, wait, limit, packed }, signal) {
      let isWhole = false;
      try {
        const path = `/feed?after=${after}&wait=${wait}&limit=${limit}`;
        const { statusCode, headers, body } = await poolOf(url).request({
          path,
          method: 'GET',
          headers: {
            'accept-encoding': packed ? 'gzip' : 'identity',
            ...(await assertion(organisation, { path, body: '' }, null)),
          },
          signal,
        });
        // Without a listener, the error of a body that is destroyed ends the process.
        body.on('error', () => undefined);
        if (statusCode !== 200) throw new Error(`It answered with the status ${statusCode}.`);
        const plain = headers['content-encoding'] === 'gzip' ? unpacked(body) : body;
        yield* linesOf(bounded(plain), LONGEST_LINE);
        isWhole = true;
      } finally {
        if (!isWhole) await giveUp(url);
      }
    },
    close: async () => {
      await Promise.all([...pools.keys()].map(giveUp));
    },
  };
}

function unpacked(body: Readable): Readable {
  const gunzip = createGunzip();
  pipeline(body, gunzip, () => undefined);
  return gunzip;
}

async function* bounded(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let length = 0;
  for await (const chunk of chunks) {
    length += chunk.length;
    if (length > LONGEST_ANSWER) throw new Error('Its answer has no end.');
    yield chunk;
  }
}
