/** How whoever wrote something learns from where on the feed has it. */
import type { ApolloServerPlugin } from '@apollo/server';
import { OperationTypeNode } from 'graphql';
import { log, traceOf } from '../../../process/log.ts';
import { POSITION_HEADER } from '../../../schema/feed-headers.ts';
import type { Feed } from './feed.ts';

/** What was written is on record already: an answer waits no longer than this to say where the feed has it. */
const LOGGED_WITHIN_MS = 1_000;

/** A plugin that logs what a mutation wrote before it is answered, and says so in a header. */
export const answersPosition = (feed: Pick<Feed, 'drain'>): ApolloServerPlugin => ({
  requestDidStart: async () => ({
    async willSendResponse({ operation, response }) {
      if (operation?.operation !== OperationTypeNode.MUTATION) return;
      const position = await within(LOGGED_WITHIN_MS, feed.drain());
      if (position !== null) response.http.headers.set(POSITION_HEADER, String(position));
    },
  }),
});

/** What is promised, or null when it does not come in time; then it is logged when the feed is read next. */
async function within<Value>(ms: number, promised: Promise<Value>): Promise<Value | null> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(resolve, ms, null);
  });
  try {
    return await Promise.race([promised, late]);
  } catch (error) {
    log.warn(traceOf(error), 'written, and not logged yet');
    return null;
  } finally {
    clearTimeout(timer);
  }
}
