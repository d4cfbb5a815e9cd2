/** What texts may hold. */

/** Control characters, but for the tab and the ends of lines. */
// eslint-disable-next-line no-control-regex
const CONTROL = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F]/;

/** Whether a text has a character that is no part of any writing. */
export const hasControl = (text: string): boolean => CONTROL.test(text);
