/**
 * The log of a process: one JSON object a line on standard error. A field that is not on the list is left out, so that
 * no token, e-mail address, telephone number or name is ever logged.
 */
import pino from 'pino';
import { allowedFacts, type Facts } from './log-facts.ts';

/** The levels that a setting may name. */
export const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;

// A wrong level is reported with the other settings. Until then the default is used.
const level = LOG_LEVELS.find((one) => one === process.env['LOG_LEVEL']) ?? 'warn';

type WriteLine = (facts: Facts, text: string) => void;

const logger = pino(
  {
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { log: (facts) => ({ ...allowedFacts(facts) }) },
  },
  pino.destination({ dest: 2, sync: true }),
);

/** Writes log lines. The text of a line is constant: it has no values in it. */
export const log: Readonly<Record<'debug' | 'info' | 'warn' | 'error', WriteLine>> = logger;

/** Whether lines of the level `info` are written: the facts of one that is not need not be collected. */
export const isInfoLogged = (): boolean => logger.isLevelEnabled('info');

/**
 * The log of a library. Its lines may have anything in them, so they are left out. Only that there was a warning or an
 * error is logged.
 */
export function libraryLog(library: string) {
  const note = () => log.warn({ reason: library }, 'message of a library withheld');
  return { debug: nothing, info: nothing, warn: note, error: note };
}

const nothing = (): void => undefined;
