/** The lines of an answer of a feed, each a JSON object. */

/** An entry as it travels; `card` is null from when the thing is shared no longer. */
export interface EntryLine {
  seq: number;
  id: string;
  version: number;
  card: object | null;
}

/** The last line of an answer: all entries up to a number were told, and whether there are more already. */
export interface EndLine {
  end: number;
  more: boolean;
}

/** The first line of an answer. It names the log: numbers of another one mean nothing in it. */
export interface LogLine {
  log: string;
}
