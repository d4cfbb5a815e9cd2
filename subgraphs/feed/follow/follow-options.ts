/** What it takes to follow one organisation. */
import type { Organisation } from '../../../directory/organisations.ts';
import type { Semaphore } from '../../../platform/async/semaphore.ts';
import type { Card } from '../../cards/card.ts';
import type { LogEntry } from '../protocol/log-entry.ts';
import type { FeedClient } from './client.ts';
import type { FollowRecords } from './records.ts';

/** Whose feed is followed, and into which catalogue. */
export interface FollowOptions {
  organisation: Organisation;
  /** Base address of its server. */
  url: string;
  client: Pick<FeedClient, 'read'>;
  records: FollowRecords;
  /** Parses a card of an organisation; null when it is none. */
  cardFrom(organisation: Organisation, given: unknown): Card | null;
  /** Limits how many writes to the catalogue run at a time, over all feeds. */
  semaphore: Semaphore;
  catalogue: {
    /** Puts entries of an organisation's feed in place of older ones of the same things. */
    apply(
      entries: readonly LogEntry<Card>[],
      organisation: string,
      generation: number,
    ): Promise<void>;
    /** Removes what earlier generations of an organisation's feed brought, and this one did not. */
    prune(organisation: string, generation: number): Promise<void>;
  };
}
