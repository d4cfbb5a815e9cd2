/** The root of the house, for programs that run from their sources and for those compiled to `dist/`. */
const here = new URL('.', import.meta.url);
const ROOT = here.pathname.endsWith('/dist/') ? new URL('../', here) : here;

/** The address of a file of the house, by its path from the root. */
export const fileOfHouse = (path: string): URL => new URL(path, ROOT);
