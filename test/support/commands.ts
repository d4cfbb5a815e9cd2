/** Distinguishing the commands of an operation from all others that a database receives. */

/** Those that a driver sends of its own accord. */
const OF_DRIVER = new Set(['hello', 'ping', 'endSessions', 'getMore']);

/** Those of the feed carry a comment. */
export const isOfFeed = ({ comment }: { comment?: unknown }): boolean => comment === 'feed';

/** Whether it is for someone who asks; the directory is looked at all the time. */
export const isAsked = (name: string, command: Readonly<Record<string, unknown>>): boolean =>
  !OF_DRIVER.has(name) && !isOfFeed(command) && command[name] !== 'directory';
