/**
 * A plugin of esbuild: in a bundle, `assemble` of schema/assembly/assemble.ts parses the SDL that it made when the bundle
 * was. To assemble the contracts again took a tenth of a program's start.
 */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { HOUSE } from './run-program.js';

export const assembledContracts = {
  name: 'assembled contracts',
  setup({ onLoad }) {
    onLoad({ filter: /\/schema\/assembly\/assemble\.ts$/ }, async () => ({
      contents: `import { parse } from 'graphql';
const SDL = ${JSON.stringify(await assembled())};
export const assemble = (contract) => parse(SDL[contract], { noLocation: true });`,
      resolveDir: HOUSE,
    }));
  },
};

const ASSEMBLED = `import { CONTRACTS } from './schema/contract-names.ts';
import { contractSdl } from './schema/contracts.ts';
export const assembled = Object.fromEntries(CONTRACTS.map((name) => [name, contractSdl(name)]));`;

/** The whole SDL of each contract, by its name. Plain Node cannot load the sources that say it: they are bundled first. */
async function assembled() {
  const outfile = join(HOUSE, `.groundswell/contracts-${process.pid}.mjs`);
  await build({
    stdin: { contents: ASSEMBLED, resolveDir: HOUSE },
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
    logLevel: 'warning',
  });
  try {
    return (await import(pathToFileURL(outfile).href)).assembled;
  } finally {
    rmSync(outfile);
  }
}
