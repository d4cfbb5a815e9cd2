/**
 * The log of a process: one JSON object a line on standard error. It is given facts, never requests: a field
 * that is not on the list is left out, so that no token, e-mail, phone number or name can stand in a line.
 */
import pino from 'pino';

/** The levels that a setting may name. */
export const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;

/** What a line may say beside its level, time and message. None of it is ever taken from what a client wrote. */
export interface Facts {
  /** The same from the gateway through every subgraph: a UUID. */
  requestId?: string | undefined;
  method?: string;
  /** As it was declared, `/graphql`, and never the address that was asked for. */
  route?: string | undefined;
  status?: number;
  /** How long it took, in milliseconds. */
  ms?: number;
  /** Whose server was asked, and for which contract. */
  owner?: string;
  contract?: string;
  organisation?: string;
  /** A word for programs, such as `timeout`. */
  reason?: string;
  /** How many were refused. */
  refused?: number;
  /** Of the directory. */
  revision?: number;
  /** What is told of an error: trace.ts. */
  error?: string;
  code?: string;
  cause?: string[];
  at?: string[];
}

const FIELDS: ReadonlySet<string> = new Set<keyof Facts>([
  'requestId',
  'method',
  'route',
  'status',
  'ms',
  'owner',
  'contract',
  'organisation',
  'reason',
  'refused',
  'revision',
  'error',
  'code',
  'cause',
  'at',
]);

/** The facts of an object that a line may have. */
export const allowed = (facts: object): Facts =>
  Object.fromEntries(Object.entries(facts).filter(([name]) => FIELDS.has(name)));

// A wrong one is told with the other settings; until then the usual one holds.
const level = LOG_LEVELS.find((known) => known === process.env['LOG_LEVEL']) ?? 'warn';

type Say = (facts: Facts, message: string) => void;

export const log: Readonly<Record<'debug' | 'info' | 'warn' | 'error', Say>> = pino(
  {
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { log: (facts) => ({ ...allowed(facts) }) },
  },
  pino.destination({ dest: 2, sync: true }),
);

/**
 * The log of a library that writes whatever it likes: that it had something to say is kept, and what it said is
 * not, as nobody knows what may stand in it.
 */
export function logOf(library: string) {
  const tell = () => log.warn({ reason: library }, 'a library had something to say');
  return { debug: nothing, info: nothing, warn: tell, error: tell };
}

const nothing = (): void => undefined;
