/** The sizes of lists that the contracts promise. */

/** How many rows a connection has where the request does not say. */
export const PAGE_SIZE = 20;

/** The most rows of one page, and the most ids of one request to `nodes`. */
export const LARGEST_PAGE = 100;
