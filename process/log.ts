/** The log of a process: one JSON object a line on standard error. It is given facts, never requests. */
import pino from 'pino';

export const log = pino(
  {
    level: process.env['LOG_LEVEL'] || 'warn',
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
  },
  pino.destination({ dest: 2, sync: true }),
);
