/** The sample's wins. */
import { derivedId } from '../../schema/derived-id.ts';
import { newWin, type WinRow } from '../../subgraphs/kinds/movement/wins/win.ts';
import type { SampleWin } from './format.ts';
import { daysAfter, inLondon } from './moments.ts';

/** Won by the middle of the day, and put on record the day after. */
const NOON = 12;

/**
 * A win of the sample, so many days before `now`'s day.
 * @param at its index in the file
 */
export function recordedWin(
  { wonDaysAgo, ...sample }: SampleWin,
  at: number,
  organisation: string,
  now: Date,
): WinRow {
  const wonAt = inLondon(now, -wonDaysAgo, NOON);
  return newWin({
    ...sample,
    // The id has no moment in it: this win is the same one whenever the sample is put in.
    _id: derivedId(organisation, 'win', `sample/${organisation}/win/${at}`),
    organisation,
    startsAt: wonAt,
    createdAt: daysAfter(wonAt, wonDaysAgo > 1 ? 1 : 0),
  });
}
