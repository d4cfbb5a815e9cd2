/** A house whose catalogue is full. */
import { aHouse, type TestHouse } from '../support/house.ts';

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
  for (const start = Date.now(); Date.now() - start < FULL_WITHIN_MS;) {
    const { data } = await house.ask<Fresh>(FRESHNESS);
    if (data?.policyIdeas?.freshness.every(({ state }) => state === 'LIVE')) return house;
  }
  await house.close();
  throw new Error(`Expected a full catalogue within ${FULL_WITHIN_MS} ms, but got less.`);
}
