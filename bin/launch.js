/** Loads bundled programs. The build copies this file beside the bundles. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Script } from 'node:vm';

/** Starts the program of a bundle: what it exports as `main`. */
export const launch = (bundle) => load(bundle).exports.main();

/**
 * Keeps beside a bundle what V8 compiles as it is loaded: a start takes it from there, in two thirds of the time. Another
 * version of Node leaves it alone.
 */
export function keepCode(bundle) {
  const { script } = load(bundle);
  writeFileSync(codeOf(fileURLToPath(bundle)), script.createCachedData());
}

const codeOf = (file) => `${file}.code`;

/** Runs the script of a bundle. */
function load(bundle) {
  const file = fileURLToPath(bundle);
  const kept = codeOf(file);
  // The bundle has no character beyond ASCII, and is read fastest as what it is.
  const source = readFileSync(file, 'latin1');
  const script = new Script(
    `(function (exports, require, module, __filename, __dirname) {${source}\n})`,
    { filename: file, cachedData: existsSync(kept) ? readFileSync(kept) : undefined },
  );
  const module = { exports: {} };
  script.runInThisContext()(module.exports, createRequire(file), module, file, dirname(file));
  return { script, exports: module.exports };
}
