/**
 * `GET /cards?since=<milliseconds>`: the cards that were written at that moment or later, for the coalition
 * only. It stands where the feed will: the coalition asks, and keeps what it is told.
 */
import type { FastifyInstance } from 'fastify';
import type { AssertedOf } from './asserted.ts';
import type { Card, CardSource } from './shared.ts';

/** The answer: cards as JSON, with moments as ISO 8601, and this organisation's own time when it looked. */
export interface CardsAnswer {
  asOf: number;
  cards: Card[];
}

export function serveCards(
  app: FastifyInstance,
  assertedOf: AssertedOf,
  sources: CardSource[],
): void {
  app.get<{ Querystring: { since?: string } }>('/cards', async (request, reply) => {
    if (assertedOf(request).signer !== 'coalition')
      return reply.code(401).send({ error: 'For the coalition only.' });
    const since = new Date(Number(request.query.since ?? 0));
    if (Number.isNaN(since.getTime()))
      return reply.code(400).send({ error: 'since: expected a number of milliseconds.' });
    const asOf = Date.now();
    const cards = await Promise.all(sources.map((source) => source.changedSince(since)));
    return { asOf, cards: cards.flat() } satisfies CardsAnswer;
  });
}
