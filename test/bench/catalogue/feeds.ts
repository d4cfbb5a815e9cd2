/**
 * The feeds of all organisations, in one process: each at a port of its own, served by the very code that serves an
 * organisation's, over entries that are made as they are asked for.
 */
import { setTimeout as after } from 'node:timers/promises';
import Fastify from 'fastify';
import type { Feed } from '../../../subgraphs/feed/publish/feed.ts';
import type { FeedMessage } from '../../../subgraphs/feed/publish/read-feed.ts';
import { serveFeed } from '../../../subgraphs/feed/publish/serve-feed.ts';
import { entryOf, lineOf } from './cards.ts';
import { organisationsOf, sharesOf } from '../measuring/organisations.ts';
import { serveRole } from '../measuring/role.ts';
import type { Size } from './size.ts';

const HEARTBEAT_MS = 500;

async function* heartbeats(isOpen: () => boolean): AsyncGenerator<FeedMessage> {
  while (isOpen()) {
    yield { is: 'HEARTBEAT' };
    await after(HEARTBEAT_MS);
  }
}

/** A feed of so many entries, to which nothing is ever added. */
function feedOf(seed: string, organisation: string, share: number): Pick<Feed, 'read'> {
  const entryAt = (offset: number): FeedMessage => {
    const { id: thing, version, card } = lineOf(seed, organisation, offset);
    return { is: 'ENTRY', offset, thing, version, card: card as never };
  };
  return {
    async *read({ after: begin, waitMs, limit }, stop) {
      const until = performance.now() + waitMs;
      const isOpen = (): boolean => performance.now() < until && !stop.aborted;
      yield { is: 'LOG', log: 'the log' };
      const upTo = Math.min(share, begin + limit);
      for (let offset = begin + 1; offset <= upTo; offset += 1) yield entryAt(offset);
      if (upTo === begin) yield* heartbeats(isOpen);
      yield { is: 'END', upTo, more: upTo < share };
    },
  };
}

/** The newest cards of an organisation, as it would answer who asks around. */
function newestOf(seed: string, organisation: string, share: number, first: number): string {
  const cards = Array.from({ length: share }, (_, at) => entryOf(seed, organisation, at + 1).card);
  const ordered = cards
    .flatMap((card) => (card?.type === 'IDEA' ? card : []))
    .toSorted((one, other) => other.createdAt.getTime() - one.createdAt.getTime());
  return JSON.stringify(ordered.slice(0, first));
}

async function serve(seed: string, organisation: string, share: number): Promise<string> {
  const app = Fastify();
  const asserted = () => ({ signer: 'coalition', caller: null }) as const;
  serveFeed(app, asserted, feedOf(seed, organisation, share) as Feed);
  let newest: string | undefined;
  app.get('/newest', (_request, reply) => {
    newest ??= newestOf(seed, organisation, share, 20);
    return reply.type('application/json').send(newest);
  });
  return app.listen({ host: '127.0.0.1', port: 0 });
}

serveRole({
  /** Answers the addresses, by organisation. */
  async start(size: Size): Promise<Map<string, string>> {
    const shares = sharesOf(size);
    const addresses = new Map<string, string>();
    for (const [at, { id }] of organisationsOf(size).entries())
      addresses.set(id, await serve(size.seed, id, shares[at] ?? 0));
    return addresses;
  },
});
