/**
 * Bundles have the contracts as they are once they are put together, so that a program that starts has only to parse
 * them: each put them together again, in a tenth of all that it did until it served.
 */
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { HOUSE } from './run-program.js';

/** A plugin of esbuild. */
export const assembledContracts = {
  name: 'assembled contracts',
  setup({ onLoad }) {
    onLoad({ filter: /\/schema\/assembly\/assemble\.ts$/ }, async () => ({
      contents: `import { parse } from 'graphql';
const CONTRACTS = ${JSON.stringify(await contracts())};
export const assemble = (contract) => parse(CONTRACTS[contract], { noLocation: true });`,
      resolveDir: HOUSE,
    }));
  },
};

let read;

/** The whole SDL of each contract, by its name. */
const contracts = () => (read ??= readContracts());

async function readContracts() {
  const folder = join(HOUSE, `.groundswell/contracts-${process.pid}`);
  mkdirSync(folder, { recursive: true });
  try {
    const { CONTRACTS } = await importSource('schema/contract-names.ts', folder);
    const { contractSdl } = await importSource('schema/contracts.ts', folder);
    return Object.fromEntries(CONTRACTS.map((contract) => [contract, contractSdl(contract)]));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** What a source exports, which plain Node cannot load. */
async function importSource(source, folder) {
  const outfile = join(folder, `${source.replaceAll('/', '-')}.mjs`);
  await build({
    absWorkingDir: HOUSE,
    entryPoints: [source],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
    logLevel: 'warning',
  });
  return import(pathToFileURL(outfile).href);
}
