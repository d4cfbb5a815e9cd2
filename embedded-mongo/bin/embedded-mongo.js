#!/usr/bin/env node
/** `npx embedded-mongo --port 27017 --replica-set rs0`: runs an engine until it is stopped, and prints its address. */
import { parseArgs } from 'node:util';
import { startEmbeddedMongo } from '@groundswell/embedded-mongo';

const USAGE = 'Usage: embedded-mongo [--port N] [--replica-set NAME]';

try {
  const text = { type: 'string' };
  const { values } = parseArgs({ options: { port: text, 'replica-set': text } });
  const { uri } = await startEmbeddedMongo({
    port: portOf(values.port),
    replicaSet: values['replica-set'],
  });
  process.stdout.write(`${uri}\n`);
} catch (error) {
  process.stderr.write(`${error.message}\n${USAGE}\n`);
  process.exitCode = 1;
}

/** The port that was asked for; 0, so that the system chooses one, where none was. */
function portOf(given = '0') {
  if (/^\d{1,5}$/.test(given) && Number(given) <= 65_535) return Number(given);
  throw new Error(`--port: expected a number from 0 to 65535, but got "${given}".`);
}
