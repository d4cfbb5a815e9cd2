/**
 * The lines of a response to `GET /feed`, each a JSON object: one `LogLine`, any number of `EntryLine`s, one `EndLine`.
 * While the response waits for an entry, empty lines between them are heartbeats.
 */
import { z } from 'zod';

const wholeNumber = z.int().nonnegative();
const anyObject: z.ZodType<object> = z.looseObject({});

/** The first line. It names the log: offsets mean nothing in a log of another name. */
export const logLine = z.strictObject({
  log: z
    .string()
    .min(1)
    .max(100)
    .describe('The name of the log; it changes when counting begins again.'),
});
export type LogLine = z.infer<typeof logLine>;

/** An entry of the log. */
export const entryLine = z.object({
  seq: wholeNumber.positive().describe('The number of the entry in the log.'),
  id: z.string().max(200).describe('The id of the thing.'),
  version: wholeNumber.positive().describe('How often the thing was written.'),
  card: anyObject
    .nullable()
    .describe('The card, with the fields above; empty when the thing is no longer shared.'),
});
export type EntryLine = z.infer<typeof entryLine>;

/** The last line. The response had all entries up to `end`. */
export const endLine = z.object({
  end: wholeNumber.describe('The number up to which everything was sent.'),
  more: z.boolean().describe('Whether there are further entries already.'),
});
export type EndLine = z.infer<typeof endLine>;

/** What the lines are for, to people. */
export const PURPOSE_OF_LINES =
  'So that the catalogue misses no card, and takes none that is out of date for a new one.';
