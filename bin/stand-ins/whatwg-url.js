/** Node's own URLs, in the place of a package that has them for browsers, with tables of all of Unicode to load. */
export const { URL, URLSearchParams } = globalThis;
