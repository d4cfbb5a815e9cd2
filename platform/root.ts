/** Where the files of this house are, for programs that run from their sources and for those built to `dist/`. */
import { existsSync } from 'node:fs';

/** The first folder with a `package.json`, from this one upwards: the build has none of its own. */
const rootAbove = (folder: URL): URL =>
  existsSync(new URL('package.json', folder)) ? folder : rootAbove(new URL('../', folder));

const ROOT = rootAbove(new URL('./', import.meta.url));

/** The address of a file of the house, by its path from the root. */
export const fileOfHouse = (path: string): URL => new URL(path, ROOT);
