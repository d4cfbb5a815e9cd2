/**
 * `GET /cards?since=<milliseconds>`: the cards that were written at that moment or later, for the coalition
 * only. It stands where the feed will: the coalition asks, and keeps what it is told.
 */
import type { FastifyInstance } from 'fastify';
import { COALITION } from '../../directory/organisations.ts';
import { callerOf, type Server } from './serve.ts';
import type { Card, CardSource } from './shared.ts';

/** The answer: cards as JSON, with moments as ISO 8601, and this organisation's own time when it looked. */
export interface CardsAnswer {
  asOf: number;
  cards: Card[];
}

/** Who the coalition is when it asks. */
export const coalitionCaller = { home: COALITION, person: COALITION, roles: [] };

export function serveCards(app: FastifyInstance, server: Server, sources: CardSource[]): void {
  app.get<{ Querystring: { since?: string } }>('/cards', async (request, reply) => {
    const caller = await callerOf(request, server).catch(() => null);
    if (caller?.home !== COALITION)
      return reply.code(401).send({ error: 'For the coalition only.' });
    const since = new Date(Number(request.query.since ?? 0));
    if (Number.isNaN(since.getTime()))
      return reply.code(400).send({ error: 'since: expected a number of milliseconds.' });
    const asOf = Date.now();
    const cards = await Promise.all(sources.map((source) => source.changedSince(since)));
    return { asOf, cards: cards.flat() } satisfies CardsAnswer;
  });
}
