/** Maps locations in a bundle to locations in the sources, for logs and stacks. */
import { readFileSync } from 'node:fs';
import { SourceMap, type SourceMapPayload } from 'node:module';
import { dirname, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { fileOfHouse } from './root.ts';

const IN_BUNDLE = /(\/[^()\n]*\/bundle\.cjs):(\d+):(\d+)/g;

const maps = new Map<string, SourceMap | null>();

/**
 * A stack, or a line of it, where each location in a bundle is replaced by its location in the sources:
 * `at start (gateway/main.ts:40:9)`. Locations in packages stay unchanged, since their sources are not ours.
 */
export const sourceLocation = (stack: string): string =>
  stack.replaceAll(IN_BUNDLE, (location, bundle: string, line: string, column: string) => {
    const found = mapOf(bundle)?.findEntry(Number(line) - 1, Number(column) - 1);
    if (!found || !('originalSource' in found) || !found.originalSource) return location;
    const source = resolve(dirname(bundle), found.originalSource);
    const fromRoot = relative(fileURLToPath(fileOfHouse('.')), source);
    return `${fromRoot}:${found.originalLine + 1}:${found.originalColumn + 1}`;
  });

/** The source map beside a bundle, read once; null where there is none. */
function mapOf(bundle: string): SourceMap | null {
  const cached = maps.get(bundle);
  if (cached !== undefined) return cached;
  const map = readMap(bundle);
  maps.set(bundle, map);
  return map;
}

function readMap(bundle: string): SourceMap | null {
  try {
    return new SourceMap(JSON.parse(readFileSync(`${bundle}.map`, 'utf8')) as SourceMapPayload);
  } catch {
    return null;
  }
}
