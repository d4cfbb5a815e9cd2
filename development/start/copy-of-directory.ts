/**
 * Where the gateway of a house keeps its copy of the directory: for when it is started again while the coalition is
 * down. A house that starts is another coalition, so it begins without.
 */
import { rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { fileOfHouse } from '../../platform/root.ts';

/** @param port the gateway's, which identifies a house */
export const copyOfDirectory = (port: number): string =>
  fileURLToPath(fileOfHouse(`.groundswell/directory-${port}.json`));

export const forgetDirectory = (port: number): void =>
  rmSync(copyOfDirectory(port), { force: true });
