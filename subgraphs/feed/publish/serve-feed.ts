/**
 * `GET /feed?after=<number>&wait=<seconds>&limit=<entries>`: what the organisation shares, for the coalition
 * only, as a line of JSON an entry, in the order in which it was written. It says which log it is, begins after a
 * number, waits where there is nothing yet, and ends with a line that says how far it went. While it waits, an empty line now and
 * then says that nothing was written until then.
 */
import type { EndLine, EntryLine, LogLine } from '../protocol/lines.ts';
import { pipeline, Readable } from 'node:stream';
import { constants, createGzip } from 'node:zlib';
import type { FastifyInstance, FastifyReply } from 'fastify';
import type { AssertedOf } from '../../framework/server/assertions.ts';
import type { Feed, Told } from './feed.ts';
import { readFeedQuery } from './feed-query.ts';

const lineOf = (told: Told): string => {
  if (told.is === 'BEAT') return '\n';
  if (told.is === 'LOG') return `${JSON.stringify({ log: told.log } satisfies LogLine)}\n`;
  if (told.is === 'END')
    return `${JSON.stringify({ end: told.upTo, more: told.more } satisfies EndLine)}\n`;
  const { number: seq, thing: id, version, card } = told;
  return `${JSON.stringify({ seq, id, version, card } satisfies EntryLine)}\n`;
};

async function* linesOf(told: AsyncIterable<Told>): AsyncGenerator<string> {
  for await (const one of told) yield lineOf(one);
}

export function serveFeed(app: FastifyInstance, assertedOf: AssertedOf, feed: Feed): void {
  const closing = new AbortController();
  app.addHook('preClose', async () => closing.abort());
  app.get('/feed', async (request, reply) => {
    if (assertedOf(request).signer !== 'coalition')
      return refuse(reply, 401, 'UNAUTHENTICATED', 'The feed is for the coalition only.');
    const query = readFeedQuery(request.query);
    if (typeof query === 'string') return refuse(reply, 400, 'BAD_REQUEST', query);
    const { after, wait, limit } = query;
    const told = feed.read({ after, limit, waitMs: wait * 1_000 }, closing.signal);
    const lines = Readable.from(linesOf(told), { objectMode: true });
    reply.header('content-type', 'application/x-ndjson').header('vary', 'accept-encoding');
    if (!/\bgzip\b/.test(request.headers['accept-encoding'] ?? '')) return reply.send(lines);
    return reply.header('content-encoding', 'gzip').send(compressed(lines));
  });
}

const refuse = (reply: FastifyReply, status: number, code: string, message: string) =>
  reply.code(status).send({ errors: [{ message, extensions: { code } }] });

/** Compressed so that each line leaves as soon as it is there. */
function compressed(lines: Readable): Readable {
  const gzip = createGzip({ flush: constants.Z_SYNC_FLUSH });
  // Whatever ends one ends the other; that an answer broke off, its reader sees.
  pipeline(lines, gzip, () => undefined);
  return gzip;
}
