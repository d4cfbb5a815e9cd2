/** The log of a process: one JSON object a line on standard error. It is given facts, never requests. */
import pino from 'pino';

/** The levels that a setting may name. */
export const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;

// A wrong one is told with the other settings; until then the usual one holds.
const level = LOG_LEVELS.find((known) => known === process.env['LOG_LEVEL']) ?? 'warn';

export const log = pino(
  {
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
  },
  pino.destination({ dest: 2, sync: true }),
);
