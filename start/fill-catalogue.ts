/** The catalogue fills when a list is asked for: from then on it has every row, whichever organisation is down. */
import { z } from 'zod';

const QUERY = '{ policyIdeas(first: 1) { freshness { state } } }';

const answer = z.object({
  data: z.object({
    policyIdeas: z.object({ freshness: z.array(z.object({ state: z.string() })) }),
  }),
});

/** A list waits a second for each organisation; on a machine that is busy the first may need more of them. */
const MOST_LISTS = 10;

/** Asks the gateway at this port for lists until one has the rows of every organisation, or that is no use. */
export async function fillCatalogue(port: number): Promise<void> {
  for (let asked = 0; asked < MOST_LISTS; asked += 1) if (await isFull(port)) return;
}

async function isFull(port: number): Promise<boolean> {
  const response = await fetch(`http://127.0.0.1:${port}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query: QUERY }),
  });
  const read = answer.safeParse(await response.json());
  return (
    read.success && read.data.data.policyIdeas.freshness.every(({ state }) => state === 'LIVE')
  );
}
