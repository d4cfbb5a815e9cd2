/** What moments may be, whoever gives them: an input that is taken is a card that the catalogue takes. */

const EARLIEST = new Date('1800-01-01T00:00:00Z');
const LATEST = new Date('2200-01-01T00:00:00Z');

/** Whether a moment is one of the years that this is about: 1800 to 2199. */
export const isInRange = (moment: Date): boolean => moment >= EARLIEST && moment < LATEST;
