/** Node's hooks for what it imports: TypeScript is compiled, and `@jest/globals` is ours. They run in their own thread. */
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { transform } from '@swc/core';

const JEST_GLOBALS = new URL('./globals.js', import.meta.url).href;

/** How the sources are compiled: their types taken out, and nothing else. */
const OPTIONS = {
  configFile: false,
  swcrc: false,
  sourceMaps: 'inline',
  jsc: {
    target: 'es2022',
    parser: { syntax: 'typescript' },
    experimental: { keepImportAttributes: true },
  },
  module: { type: 'es6' },
};

export async function resolve(specifier, context, next) {
  if (specifier === '@jest/globals') return { url: JEST_GLOBALS, shortCircuit: true };
  const resolved = await next(specifier, context);
  return { ...resolved, url: inSameRun(resolved.url, context.parentURL) };
}

export async function load(url, context, next) {
  const { pathname } = new URL(url);
  if (!pathname.endsWith('.ts')) return next(url, context);
  const filename = fileURLToPath(url);
  const { code } = await transform(await readFile(filename, 'utf8'), { ...OPTIONS, filename });
  return { format: 'module', source: code, shortCircuit: true };
}

/** What is ours is of the run that imports it, where there are several in one process: while jest watches. */
function inSameRun(url, parent) {
  const run = parent && new URL(parent).searchParams.get('run');
  return run && url.endsWith('.ts') ? `${url}?run=${run}` : url;
}
