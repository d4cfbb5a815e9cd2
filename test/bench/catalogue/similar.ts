/** "Is there already an idea like mine?", asked with the texts of cards that are not in the catalogue. */
import type { Organisation } from '../../../directory/organisations.ts';
import type { Catalogue } from '../../../subgraphs/coalition/catalogue/catalogue.ts';
import { entryOf } from './cards.ts';
import type { Size } from './size.ts';
import { timed, type Timing } from '../measuring/timing.ts';

export async function similar(
  catalogue: Catalogue,
  { seed }: Size,
  owners: readonly Organisation[],
): Promise<Timing> {
  await catalogue.learn();
  const among = new Set(owners.map(({ id }) => id));
  return timed(async (at) => {
    const card = entryOf(`${seed}/asked`, 'organisation-1', at + 1).card;
    await catalogue.like(
      { title: card?.title ?? '', rest: card?.summary ?? '' },
      { first: 20, accepts: ({ organisation }) => among.has(organisation) },
    );
  });
}
