/** A house whose catalogue is full. */
import { aHouse, type TestHouse } from '../support/house.ts';
import { until } from '../support/until.ts';

const FRESHNESS = '{ policyIdeas(first: 1) { freshness { state } } }';
interface Fresh {
  policyIdeas: { freshness: { state: string }[] } | null;
}

/** A house that takes longer is not waited for: the machine has other troubles then. */
const FULL_WITHIN_MS = 30_000;

/**
 * Starts a house with the sample, all of which is in the coalition's catalogue.
 * @param add puts more rows into its databases before anything is asked of it
 */
export async function aFullHouse(
  add: (house: TestHouse) => Promise<unknown> = async () => undefined,
): Promise<TestHouse> {
  const house = await aHouse();
  await add(house);
  try {
    await until('a full catalogue', FULL_WITHIN_MS, async () => {
      const { data } = await house.ask<Fresh>(FRESHNESS);
      return data?.policyIdeas?.freshness.every(({ state }) => state === 'LIVE');
    });
    return house;
  } catch (error) {
    await house.close();
    throw error;
  }
}
