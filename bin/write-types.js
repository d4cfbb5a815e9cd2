/**
 * Writes what `codegen.ts` describes, by the core of GraphQL Code Generator: `node --import=tsx bin/write-types.js`.
 * It reads what that configuration has: files, each with its SDL, plugins and their settings.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { codegen } from '@graphql-codegen/core';
import { parse } from 'graphql';
import configuration from '../codegen.ts';
import { HOUSE } from './run-program.js';

for (const [filename, output] of Object.entries(configuration.generates))
  writeChanged(join(HOUSE, filename), await textOf(filename, output));

async function textOf(filename, { schema, plugins, config }) {
  const modules = plugins.map(async (name) => [name, await import(`@graphql-codegen/${name}`)]);
  return codegen({
    filename,
    schema: parse(schema),
    documents: [],
    config,
    plugins: plugins.map((name) => ({ [name]: {} })),
    pluginMap: Object.fromEntries(await Promise.all(modules)),
  });
}

/** A file that would not change keeps its time, so that nothing that follows from it is made again. */
function writeChanged(file, text) {
  if (existsSync(file) && readFileSync(file, 'utf8') === text) return;
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}
