/** Asks one organisation for the cards that it wrote since a moment. */
import { type buildConnector, Pool } from 'undici';
import { z } from 'zod';
import type { assertionsBy } from '../../identity/assertion.ts';
import { log } from '../../process/log.ts';
import type { Card } from '../commons/shared.ts';
import { cardFrom } from './card-schema.ts';

/** A hung organisation costs a list no more than this. */
const ANSWER_WITHIN_MS = 1_000;

/** No answer is longer: 8 MB. */
const LONGEST_ANSWER = 8 * 1024 * 1024;

const answer = z.object({ asOf: z.number(), cards: z.array(z.unknown()) });

/** What an organisation said: its cards, and its own time when it looked. */
export interface Gathered {
  asOf: number;
  cards: Card[];
}

export interface Asker {
  ask(organisation: string, since: number): Promise<Gathered>;
  close(): Promise<void>;
}

/**
 * Asks over kept-alive connections, signed as the coalition.
 * @param urlOf the base address of an organisation, as it is now
 * @param connect makes the connections; any are made when left out
 */
export function createAsker(
  urlOf: (organisation: string) => string | null | undefined,
  assertion: ReturnType<typeof assertionsBy>,
  connect?: buildConnector.connector,
): Asker {
  const pools = new Map<string, Pool>();
  const options = { connections: 2, maxResponseSize: LONGEST_ANSWER, ...(connect && { connect }) };
  const poolOf = (url: string): Pool => {
    const pool = pools.get(url) ?? new Pool(url, options);
    pools.set(url, pool);
    return pool;
  };
  return {
    async ask(organisation, since) {
      const url = urlOf(organisation);
      if (!url) throw new Error(`No address of "${organisation}".`);
      const path = `/cards?since=${since}`;
      const { statusCode, body } = await poolOf(url).request({
        path,
        method: 'GET',
        headers: await assertion(organisation, { path, body: '' }, null),
        signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
      });
      const said: unknown = await body.json();
      if (statusCode !== 200) throw new Error(`"${organisation}" answered ${statusCode}.`);
      const { asOf, cards } = answer.parse(said);
      return { asOf, cards: soundOf(organisation, cards) };
    },
    close: async () => {
      await Promise.all([...pools.values()].map((pool) => pool.destroy()));
    },
  };
}

/** The cards that are sound; one that is not is left out, and harms no other. */
function soundOf(organisation: string, cards: readonly unknown[]): Card[] {
  const sound = cards.flatMap((card) => cardFrom(organisation, card) ?? []);
  const refused = cards.length - sound.length;
  if (refused > 0) log.warn({ organisation, refused }, 'cards refused');
  return sound;
}
