/** How whoever wrote something learns from where on the feed has it. */
import type { ApolloServerPlugin } from '@apollo/server';
import { OperationTypeNode } from 'graphql';
import { log } from '../../../platform/log.ts';
import { traceOf } from '../../../platform/trace.ts';
import { POSITION_HEADER } from '../../../schema/feed-headers.ts';
import { positionText } from '../../../schema/feed-positions.ts';
import { within } from '../../../platform/async/timeout.ts';
import type { Feed } from './feed.ts';

/** What was written is on record already: an answer waits no longer than this to say where the feed has it. */
const LOGGED_WITHIN_MS = 1_000;

/** A plugin that logs what a mutation wrote before it is answered, and says so in a header. */
export const answersPosition = (feed: Pick<Feed, 'drain'>): ApolloServerPlugin => ({
  requestDidStart: async () => ({
    async willSendResponse({ operation, response }) {
      if (operation?.operation !== OperationTypeNode.MUTATION) return;
      const position = await within(LOGGED_WITHIN_MS, feed.drain()).catch((error: unknown) => {
        // It is logged when the feed is read next.
        log.warn(traceOf(error), 'written, and not logged yet');
        return null;
      });
      response.http.headers.set(POSITION_HEADER, positionText(position));
    },
  }),
});
