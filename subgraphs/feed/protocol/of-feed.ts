/** What every command of the feed carries, for who reads the server's log or counts commands. */
export const OF_FEED = { comment: 'feed' } as const;
