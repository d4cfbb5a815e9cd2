/**
 * `GET /feed?after=<offset>&wait=<seconds>&limit=<entries>`: what the organisation shares, for the coalition only, as
 * newline-delimited JSON. The form of the lines is in `protocol/lines.ts`; each is sent as soon as it is there.
 * (docs/guides/feed.md)
 */
import { pipeline, Readable } from 'node:stream';
import { constants, createGzip } from 'node:zlib';
import type { FastifyInstance, FastifyReply } from 'fastify';
import type { AssertedOf } from '../../framework/server/assertions.ts';
import type { EndLine, EntryLine, LogLine } from '../protocol/lines.ts';
import type { Feed } from './feed.ts';
import { readFeedQuery } from './feed-query.ts';
import type { FeedMessage } from './read-feed.ts';

const jsonLine = (line: LogLine | EntryLine | EndLine): string => `${JSON.stringify(line)}\n`;

function lineOf(message: FeedMessage): string {
  if (message.is === 'HEARTBEAT') return '\n';
  if (message.is === 'LOG') return jsonLine({ log: message.log });
  if (message.is === 'END') return jsonLine({ end: message.upTo, more: message.more });
  const { offset: seq, thing: id, version, card } = message;
  return jsonLine({ seq, id, version, card });
}

async function* linesOf(messages: AsyncIterable<FeedMessage>): AsyncGenerator<string> {
  for await (const message of messages) yield lineOf(message);
}

/** Serves the feed until the server closes, which ends all waits. */
export function serveFeed(app: FastifyInstance, assertedOf: AssertedOf, feed: Feed): void {
  const closing = new AbortController();
  app.addHook('preClose', async () => closing.abort());
  app.get('/feed', async (request, reply) => {
    if (assertedOf(request).signer !== 'coalition')
      return refuse(reply, 401, 'UNAUTHENTICATED', 'The feed is for the coalition only.');
    const query = readFeedQuery(request.query);
    if (typeof query === 'string') return refuse(reply, 400, 'BAD_REQUEST', query);
    const { after, wait, limit } = query;
    const messages = feed.read({ after, limit, waitMs: wait * 1_000 }, closing.signal);
    const lines = Readable.from(linesOf(messages), { objectMode: true });
    reply.header('content-type', 'application/x-ndjson').header('vary', 'accept-encoding');
    if (!/\bgzip\b/.test(request.headers['accept-encoding'] ?? '')) return reply.send(lines);
    return reply.header('content-encoding', 'gzip').send(compressed(lines));
  });
}

const refuse = (reply: FastifyReply, status: number, code: string, message: string) =>
  reply.code(status).send({ errors: [{ message, extensions: { code } }] });

/** Compresses the lines, and flushes after each so that it leaves at once. */
function compressed(lines: Readable): Readable {
  const gzip = createGzip({ flush: constants.Z_SYNC_FLUSH });
  // When either stream ends or fails, so does the other; the client notices a response that broke off by its missing end.
  pipeline(lines, gzip, () => undefined);
  return gzip;
}
