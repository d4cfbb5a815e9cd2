/** What it takes to follow an organisation. */
import type { Organisation } from '../../../directory/organisations.ts';
import type { Entry } from '../protocol/entry.ts';
import type { Card } from '../../cards/card.ts';
import type { FeedReader } from './feed-reader.ts';
import type { Gate } from '../../../platform/async/semaphore.ts';
import type { Records } from './records.ts';

/** What is followed, and into what. */
export interface FollowOptions {
  organisation: Organisation;
  /** Reads a card that an organisation gave; null where it is none. */
  cardFrom(organisation: Organisation, given: unknown): Card | null;
  /** Base address of its server. */
  url: string;
  reader: Pick<FeedReader, 'read'>;
  records: Records;
  /** What goes into the catalogue goes through it, of whichever feed. */
  gate: Gate;
  catalogue: {
    apply(entries: readonly Entry<Card>[], of: string, generation: number): Promise<void>;
    vanish(of: string, generation: number): Promise<void>;
  };
}
