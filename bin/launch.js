/** Starts a bundled program. The build copies this file beside the bundles. */
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Script } from 'node:vm';

/** How long after its start a program has run most of what a start runs, in milliseconds. */
const SETTLED_MS = 2_000;

/**
 * Starts the program of a bundle: what it exports as `main`. What V8 compiles for a start is kept beside the bundle,
 * and the next start takes it from there, in half the time.
 */
export async function launch(bundle) {
  const file = fileURLToPath(bundle);
  const keptIn = `${file}.${process.version}.code`;
  const cachedData = read(keptIn);
  // The bundle has no character beyond ASCII, and is read fastest as what it is.
  const source = readFileSync(file, 'latin1');
  const script = new Script(
    `(function (exports, require, module, __filename, __dirname) {${source}\n})`,
    {
      filename: file,
      cachedData,
    },
  );
  const module = { exports: {} };
  script.runInThisContext()(module.exports, createRequire(file), module, file, dirname(file));
  await module.exports.main();
  if (!cachedData || script.cachedDataRejected)
    setTimeout(() => keep(keptIn, script), SETTLED_MS).unref();
}

function read(file) {
  try {
    return readFileSync(file);
  } catch {
    return undefined;
  }
}

/** Another process of the same program may do so at the same moment. Where nothing may be written, nothing is kept. */
function keep(file, script) {
  const made = `${file}.${process.pid}`;
  try {
    writeFileSync(made, script.createCachedData());
    renameSync(made, file);
  } catch {
    // The next start compiles again.
  }
}
