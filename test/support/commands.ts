/** Telling the commands of the feed from those of an operation: they carry a comment. */
export const isOfFeed = ({ comment }: { comment?: unknown }): boolean => comment === 'feed';
