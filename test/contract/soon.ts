/** What the coalition answers once it has applied a write. */
import { until } from '../support/until.ts';

/** A write is published, and applied by the coalition, within this. */
const PUBLISHED_WITHIN_MS = 10_000;

/** What is found, as soon as it is as expected. */
export const soon = <Found>(
  find: () => Promise<Found>,
  expected: (found: Found) => boolean,
): Promise<NonNullable<Found>> =>
  until('what was just written', PUBLISHED_WITHIN_MS, async () => {
    const found = await find();
    return expected(found) ? found : null;
  });
