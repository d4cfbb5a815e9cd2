/** What it takes to follow an organisation. */
import type { Organisation } from '../../../directory/organisations.ts';
import type { Entry } from '../../commons/feed/log.ts';
import type { Card } from '../../cards/card.ts';
import type { FeedReader } from './feed-reader.ts';
import type { Gate } from '../../../platform/async/semaphore.ts';
import type { Records } from './records.ts';

/** What is followed, and into what. */
export interface FollowOptions {
  organisation: Organisation;
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
