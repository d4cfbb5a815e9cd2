/** The message of an error without the values in it: they may be what a client wrote, or a row of the database. */
import { cut } from './cut.ts';

const LONGEST = 200;

/** Texts in quotes, in the order in which a message may nest them. */
const QUOTED = [/"[^"]*"?/g, /“[^”]*”?/g, /`[^`]*`?/g, /(?<![\w])'[^']*'?/g];

/** Objects and lists, as MongoDB and zod write them: `dup key: { email: … }`. */
const BRACKETED = /[{[].*/s;

/** An e-mail address, or an address with a password. */
const WITH_AT = /\S*@\S*/g;

/** A telephone number. An IP address has fewer digits between its dots. */
const TELEPHONE = /\+?\d[\d ()-]{5,}\d/g;

/** An id, a token or a hash: a long word of letters and digits. */
const LONG_WORD = /(?=\S*\d)(?=\S*[a-z])\S{20,}/gi;

const VALUES = [...QUOTED, BRACKETED, WITH_AT, TELEPHONE, LONG_WORD];

/**
 * The first line of a message, where each value is replaced by an ellipsis: texts in quotes, objects, e-mail
 * addresses, telephone numbers, and long words such as ids and tokens. What is left was written in the code.
 */
export function withoutValues(message: string): string {
  const [line = ''] = message.trim().split('\n', 1);
  const rest = cut(
    VALUES.reduce((text, value) => text.replace(value, '…'), line),
    LONGEST,
  ).trim();
  return rest === '…' ? '' : rest;
}
