/** What may be logged of an error: its class, its code, what caused it, and the places in the code that it passed. */
import { sourcePlace } from './source-place.ts';

/** The trace of an error. Its message may hold anything, so that is left out, of its causes as well. */
export interface Trace {
  /** Its class, `TypeError`; what sort of value it is, `string`, where it is no error. */
  error: string;
  /** A word or number for programs that it carries, `ECONNREFUSED`. */
  code?: string;
  /** The class and code of its cause, and of the cause of that, nearest first: `Error ECONNREFUSED`. */
  cause?: string[];
  at?: string[];
}

/** No chain of causes is told further. */
const MOST_CAUSES = 5;

/** An error of another realm, or one that came as JSON, is of no class of ours: its name says what it is. */
const ERROR_NAME = /^[A-Z]\w{0,60}(Error|Exception)$/;
const CODE = /^[A-Z][A-Z0-9_]{1,60}$/;

export function traceOf(error: unknown): Trace {
  const causes = causesOf(error);
  return {
    ...namesOf(error),
    ...(causes.length > 0 && { cause: causes }),
    ...(error instanceof Error && { at: placesOf(error) }),
  };
}

function causesOf(error: unknown, most = MOST_CAUSES): string[] {
  const cause = isObject(error) ? error['cause'] : undefined;
  if (cause === undefined || cause === null || most === 0) return [];
  const { error: name, code } = namesOf(cause);
  return [code === undefined ? name : `${name} ${code}`, ...causesOf(cause, most - 1)];
}

/** Names that programs gave, and none that stands in anyone's data: a plain object is told as that. */
function namesOf(error: unknown): Pick<Trace, 'error' | 'code'> {
  const name = isObject(error) && (classOf(error) ?? errorNameOf(error));
  if (!name) return { error: typeof error };
  const { code } = error;
  const isCode = typeof code === 'number' || (typeof code === 'string' && CODE.test(code));
  return { error: name, ...(isCode && { code: String(code) }) };
}

function classOf(error: object): string | undefined {
  const name = error.constructor?.name;
  return name === 'Object' || name === 'Array' ? undefined : name;
}

const errorNameOf = ({ name }: Record<string, unknown>): string | undefined =>
  typeof name === 'string' && ERROR_NAME.test(name) ? name : undefined;

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;

/** The name and the message come first in a stack, and may hold lines that look like places. */
function placesOf({ stack = '', message }: Error): string[] {
  const frames = stack
    .slice(stack.indexOf(message) + message.length)
    .split('\n')
    .filter((line) => /^\s+at .+:\d+:\d+\)?$/.test(line));
  return frames.map((line) => sourcePlace(line.trim()));
}
