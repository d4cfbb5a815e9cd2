/** Keeps the directory small enough for the gateways that read it. */
import { type Affiliate, LARGEST_DIRECTORY } from '../../../directory/directory.ts';
import { badInput } from '../../framework/errors.ts';
import type { DirectoryState } from './directory-state.ts';

/** A tenth of what gateways read is left free, so that there is always room for a suspension. */
const MAX_BYTES = Math.floor(0.9 * LARGEST_DIRECTORY);

const bytesOf = (value: object): number => Buffer.byteLength(JSON.stringify(value));

/**
 * A gateway that can no longer read the directory would learn of no further suspension.
 * @throws BAD_USER_INPUT where the affiliate makes the directory larger than gateways read
 */
export function needRoom(
  { revision, records }: Omit<DirectoryState, 'lastChange'>,
  affiliate: Affiliate,
): void {
  const before = records.get(affiliate.id)?.affiliate;
  if (before && bytesOf(affiliate) <= bytesOf(before)) return;
  const others = [...records.values()]
    .map((record) => record.affiliate)
    .filter(({ id }) => id !== affiliate.id);
  const size = bytesOf({ revision, affiliates: [...others, affiliate] });
  const expected = `what leaves the directory at most ${MAX_BYTES} bytes long, as gateways read no longer one`;
  if (size > MAX_BYTES) throw badInput('input', expected, size);
}
