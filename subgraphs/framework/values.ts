/** What texts and moments may be, whoever gives them: an input that is taken is a card that the catalogue takes. */

/** Control characters, but for the tab and the ends of lines. */
// eslint-disable-next-line no-control-regex
const CONTROL = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F]/;

/** Whether a text has a character that is no part of any writing. */
export const hasControl = (text: string): boolean => CONTROL.test(text);

const EARLIEST = new Date('1800-01-01T00:00:00Z');
const LATEST = new Date('2200-01-01T00:00:00Z');

/** Whether a moment is one of the years that this is about: 1800 to 2199. */
export const isInRange = (moment: Date): boolean => moment >= EARLIEST && moment < LATEST;
