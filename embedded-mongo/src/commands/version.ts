/** The server release whose behaviour and wire protocol the engine follows. */
export const SERVER_VERSION = '8.0.0';

/** The wire version of that release. */
export const WIRE_VERSION = 25;
