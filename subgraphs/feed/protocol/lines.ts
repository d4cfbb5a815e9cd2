/**
 * The lines of a response to `GET /feed`, each a JSON object: one `LogLine`, any number of `EntryLine`s, one `EndLine`.
 * While the response waits for an entry, empty lines between them are heartbeats.
 */

/** The first line. It names the log: offsets mean nothing in a log of another name. */
export interface LogLine {
  log: string;
}

/** An entry of the log. */
export interface EntryLine {
  /** The offset of the entry. */
  seq: number;
  /** Id of the thing. */
  id: string;
  version: number;
  /** Null for a tombstone: the thing is no longer shared. */
  card: object | null;
}

/** The last line. */
export interface EndLine {
  /** The response had all entries up to this offset. */
  end: number;
  /** Whether the log has further entries already. */
  more: boolean;
}
