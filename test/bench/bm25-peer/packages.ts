/** The packages of the peer, which come without types. Nothing but this bench needs them, so it installs them here. */
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

interface TextSearch {
  defineConfig(config: { fldWeights: Record<string, number> }): void;
  definePrepTasks(tasks: readonly unknown[]): void;
  addDoc(fields: Record<string, string>, id: string): void;
  consolidate(): void;
  search(text: string, most: number): [id: string, score: number][];
}

interface Packages {
  bm25: () => TextSearch;
  nlp: {
    string: Record<'lowerCase' | 'removeExtraSpaces' | 'tokenize0', unknown>;
    tokens: Record<'removeWords' | 'stem', unknown>;
  };
}

const FOLDER = new URL('./', import.meta.url);

/** The packages, as the lock file beside this one has them. */
export function peerPackages(): Packages {
  if (!existsSync(new URL('node_modules/', FOLDER))) install();
  const load = createRequire(new URL('package.json', FOLDER));
  return {
    bm25: load('wink-bm25-text-search') as Packages['bm25'],
    nlp: load('wink-nlp-utils') as Packages['nlp'],
  };
}

function install(): void {
  process.stderr.write('Installing the packages of the off-the-shelf index, once.\n');
  execFileSync('npm', ['ci', '--ignore-scripts', '--loglevel=error'], {
    cwd: fileURLToPath(FOLDER),
    stdio: ['ignore', 2, 2],
    shell: process.platform === 'win32',
  });
}
