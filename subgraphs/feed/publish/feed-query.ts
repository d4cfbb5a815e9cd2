/** The query of `GET /feed`: `after`, `wait` and `limit`, all whole numbers and all optional. */
import { z } from 'zod';
import { cut } from '../../../platform/cut.ts';

/** The longest wait, in seconds, and the most entries in a response. */
const LONGEST_WAIT = 60;
const MOST_ENTRIES = 1_000;

const wholeNumber = (least: number, most: number) => {
  const error = `expected a whole number from ${least} to ${most}`;
  return z
    .string({ error })
    .regex(/^\d{1,16}$/, error)
    .transform(Number)
    .refine((number) => number >= least && number <= most, error);
};

const query = z.strictObject(
  {
    after: wholeNumber(0, Number.MAX_SAFE_INTEGER).default(0),
    wait: wholeNumber(0, LONGEST_WAIT).default(0),
    limit: wholeNumber(1, MOST_ENTRIES).default(500),
  },
  {
    error: (issue) =>
      issue.code === 'unrecognized_keys' ? 'expected after, wait and limit alone' : undefined,
  },
);

/** Reads a query. When it is wrong, answers a sentence that names the first wrong argument instead. */
export function readFeedQuery(given: unknown): z.infer<typeof query> | string {
  const read = query.safeParse(given);
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  const name = issue?.code === 'unrecognized_keys' ? issue.keys[0] : issue?.path[0];
  const got = (given as Record<PropertyKey, unknown>)[String(name)];
  return `${cut(String(name), 80)}: ${issue?.message}, but got ${cut(JSON.stringify(got), 80)}.`;
}
