/** What may be logged of an error. */
import { types } from 'node:util';
import { sourceLocation } from './source-location.ts';
import { withoutValues } from './without-values.ts';

/** The facts of an error. No value of a client or of the database is in them. */
export interface Trace {
  /** The class, such as `TypeError`; the type of a thrown value that is no error, such as `string` or `null`. */
  error: string;
  /** The error's code, such as `ECONNREFUSED`. */
  code?: string;
  /** The message, with an ellipsis in place of each value. */
  message?: string;
  /** The class, the code and the message of each cause, the nearest first: `Error ECONNREFUSED: connect …`. */
  cause?: string[];
  /** The places in the code that the error passed. */
  at?: string[];
}

/** The most causes that are logged. */
const MOST_CAUSES = 5;

/** The name of an error that came as JSON, as far as it is one that a program gave. */
const ERROR_NAME = /^[A-Z]\w{0,60}(Error|Exception)$/;
const CODE = /^[A-Z][A-Z0-9_]{1,60}$/;

/** The facts of an error that may be logged. Of an error that came as JSON, that is its name and code alone. */
export function traceOf(error: unknown): Trace {
  const causes = causesOf(error);
  return {
    ...namesOf(error),
    ...messageOf(error),
    ...(causes.length > 0 && { cause: causes }),
    ...(isError(error) && { at: placesOf(error) }),
  };
}

/** Errors of Node's own modules are of another realm in a test. */
const isError = (value: unknown): value is Error =>
  value instanceof Error || types.isNativeError(value);

function namesOf(error: unknown): Pick<Trace, 'error' | 'code'> {
  const name = isObject(error) && (classOf(error) ?? errorNameOf(error));
  if (!name) return { error: error === null ? 'null' : typeof error };
  const { code } = error;
  const isCode = typeof code === 'number' || (typeof code === 'string' && CODE.test(code));
  return { error: name, ...(isCode && { code: String(code) }) };
}

function messageOf(error: unknown): Pick<Trace, 'message'> {
  const message = isError(error) ? withoutValues(error.message) : '';
  return message === '' ? {} : { message };
}

function causesOf(error: unknown, most = MOST_CAUSES): string[] {
  const cause = causeOf(error);
  if (cause === undefined || cause === null || most === 0) return [];
  const { error: name, code } = namesOf(cause);
  const { message } = messageOf(cause);
  const names = code === undefined ? name : `${name} ${code}`;
  return [message === undefined ? names : `${names}: ${message}`, ...causesOf(cause, most - 1)];
}

/** The cause of an error. Of several errors in one, such as of a connection to several addresses, it is the first. */
function causeOf(error: unknown): unknown {
  if (!isObject(error)) return undefined;
  return error['cause'] ?? (Array.isArray(error['errors']) ? error['errors'][0] : undefined);
}

function classOf(error: object): string | undefined {
  const name = error.constructor?.name;
  return name === 'Object' || name === 'Array' ? undefined : name;
}

const errorNameOf = ({ name }: Record<string, unknown>): string | undefined =>
  typeof name === 'string' && ERROR_NAME.test(name) ? name : undefined;

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;

/** A stack begins with the name and the message, which may have lines that look like places in the code. */
function placesOf({ stack = '', message }: Error): string[] {
  return stack
    .slice(stack.indexOf(message) + message.length)
    .split('\n')
    .filter((line) => /^\s+at .+:\d+:\d+\)?$/.test(line))
    .map((line) => sourceLocation(line.trim()));
}
