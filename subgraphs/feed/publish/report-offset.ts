/** Reports to the client of a mutation at which offset the feed has what it wrote. */
import type { ApolloServerPlugin } from '@apollo/server';
import { OperationTypeNode } from 'graphql';
import { withTimeout } from '../../../platform/async/timeout.ts';
import { log } from '../../../platform/log.ts';
import { traceOf } from '../../../platform/trace.ts';
import { OFFSET_HEADER } from '../../../schema/feed-headers.ts';
import { formatOffset } from '../../../schema/feed-offsets.ts';
import type { Feed } from './feed.ts';

/** The write is stored already: its response waits no longer than this for its offset. */
const LOGGED_WITHIN_MS = 1_000;

/**
 * A plugin that logs pending rows before a mutation is answered, and puts the offset into the header
 * `groundswell-position`: `12`, or `?` when they could not be logged in time.
 */
export const reportOffset = (feed: Pick<Feed, 'drain'>): ApolloServerPlugin => ({
  requestDidStart: async () => ({
    async willSendResponse({ operation, response }) {
      if (operation?.operation !== OperationTypeNode.MUTATION) return;
      const offset = await withTimeout(LOGGED_WITHIN_MS, feed.drain()).catch((error: unknown) => {
        // It is logged when the feed is read next.
        log.warn(traceOf(error), 'mutation stored, but not logged in the feed yet');
        return null;
      });
      response.http.headers.set(OFFSET_HEADER, formatOffset(offset));
    },
  }),
});
