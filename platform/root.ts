/** Finds files of this repository, for programs that run from their sources and for those built to `dist/`. */
import { existsSync } from 'node:fs';

/** The nearest folder with a `package.json`, from this one upwards. The build has none of its own. */
const rootAbove = (folder: URL): URL =>
  existsSync(new URL('package.json', folder)) ? folder : rootAbove(new URL('../', folder));

const ROOT = rootAbove(new URL('./', import.meta.url));

/** The URL of a file, by its path from the root of the repository. */
export const fileOfHouse = (path: string): URL => new URL(path, ROOT);
