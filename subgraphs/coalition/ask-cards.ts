/** Asks one organisation for the cards that it wrote since a moment. */
import { Pool } from 'undici';
import { z } from 'zod';
import { ASSERTION_HEADER, signAssertion } from '../../identity/assertion.ts';
import { ownerOf } from '../../schema/global-id.ts';
import { coalitionCaller } from '../commons/cards.ts';
import { type Card, CARD_TYPES } from '../commons/shared.ts';

/** A hung organisation costs a list no more than this. */
const ANSWER_WITHIN_MS = 1_000;

const moment = z.coerce.date();
const shared = z.looseObject({
  _id: z.string(),
  organisation: z.string(),
  type: z.enum(CARD_TYPES),
  title: z.string(),
  createdAt: moment,
  changedAt: moment,
});
const answer = z.object({ asOf: z.number(), cards: z.array(shared) });

/** What an organisation said: its cards, and its own time when it looked. */
export interface Gathered {
  asOf: number;
  cards: Card[];
}

export interface Asker {
  ask(organisation: string, since: number): Promise<Gathered>;
  close(): Promise<void>;
}

/** Asks over kept-alive connections, signed as the coalition. */
export function createAsker(addresses: ReadonlyMap<string, string>, gatewayKey: string): Asker {
  const pools = new Map(
    [...addresses].map(([owner, url]) => [owner, new Pool(url, { connections: 2 })]),
  );
  return {
    async ask(organisation, since) {
      const pool = pools.get(organisation);
      if (!pool) throw new Error(`No address of "${organisation}".`);
      const { statusCode, body } = await pool.request({
        path: `/cards?since=${since}`,
        method: 'GET',
        headers: {
          [ASSERTION_HEADER]: await signAssertion(gatewayKey, organisation, coalitionCaller),
        },
        signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
      });
      const said: unknown = await body.json();
      if (statusCode !== 200) throw new Error(`"${organisation}" answered ${statusCode}.`);
      const { asOf, cards } = answer.parse(said);
      return { asOf, cards: cards.filter((card) => isOf(organisation, card)) as unknown as Card[] };
    },
    close: async () => {
      await Promise.all([...pools.values()].map((pool) => pool.destroy()));
    },
  };
}

/** No organisation speaks for another's things. */
const isOf = (organisation: string, card: { _id: string; organisation: string }): boolean =>
  ownerOf(card._id) === organisation && card.organisation === organisation;
