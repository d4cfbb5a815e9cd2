/** An option of every MongoDB command of the feed: with it, the server's log and tests can tell these from others. */
export const FEED_COMMENT = { comment: 'feed' } as const;
