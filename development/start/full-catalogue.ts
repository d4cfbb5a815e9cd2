/** Waiting until the coalition has what its organisations share. */
import { z } from 'zod';

/** Long enough that asking does not keep the house from getting there. */
const ASK_AGAIN_MS = 200;

/** A house in which an organisation says nothing is ready without it. */
const FULL_WITHIN_MS = 20_000;

const QUERY = '{ policyIdeas(first: 1) { freshness { asOf } } }';

const answer = z.object({
  data: z.object({
    policyIdeas: z.object({
      freshness: z.array(z.object({ asOf: z.coerce.date().nullable() })),
    }),
  }),
});

/** Resolves once the catalogue has all that was written before a moment, whichever organisation goes down then. */
export async function fullCatalogue(gatewayPort: number, since: Date): Promise<void> {
  const deadline = Date.now() + FULL_WITHIN_MS;
  while (Date.now() < deadline && !(await isFull(gatewayPort, since)))
    await new Promise((resolve) => setTimeout(resolve, ASK_AGAIN_MS));
}

async function isFull(gatewayPort: number, since: Date): Promise<boolean> {
  const response = await fetch(`http://127.0.0.1:${gatewayPort}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query: QUERY }),
  });
  const { data } = answer.safeParse(await response.json());
  const freshness = data?.data.policyIdeas.freshness ?? [];
  return freshness.length > 0 && freshness.every(({ asOf }) => asOf !== null && asOf >= since);
}
