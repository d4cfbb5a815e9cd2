/** Modules compiled to JavaScript, so that a process of a test starts in a tenth of the time that tsx takes. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { transformSync } from '@swc/core';
import { HOUSE } from './program.ts';

/** The modules that a process can import. */
export interface Compiled {
  /** The URL of a module, by its path from the root: `platform/run.ts`. */
  url(module: string): string;
  /** Deletes the compiled modules. */
  remove(): void;
}

/** Compiles modules, and those that they import by relative paths, to a folder of their own. */
export function compiled(...modules: string[]): Compiled {
  mkdirSync(path.join(HOUSE, '.groundswell'), { recursive: true });
  const folder = mkdtempSync(path.join(HOUSE, '.groundswell', 'compiled-'));
  const target = (module: string) => path.join(folder, module.replace(/\.ts$/, '.mjs'));
  const seen = new Set<string>();
  const compile = (module: string): void => {
    if (seen.has(module)) return;
    seen.add(module);
    const { code } = transformSync(readFileSync(path.join(HOUSE, module), 'utf8'), {
      jsc: { target: 'es2022', parser: { syntax: 'typescript' } },
      module: { type: 'es6' },
    });
    const imports = /(?<=from ')(\.[^']+)\.ts(?=')|(?<=from ")(\.[^"]+)\.ts(?=")/g;
    for (const [specifier] of code.matchAll(imports))
      compile(path.join(path.dirname(module), specifier));
    mkdirSync(path.dirname(target(module)), { recursive: true });
    writeFileSync(target(module), code.replaceAll(imports, '$1$2.mjs'));
  };
  for (const module of modules) compile(module);
  return {
    url: (module) => pathToFileURL(target(module)).href,
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
