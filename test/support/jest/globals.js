/**
 * What `@jest/globals` is while tests run. Each test file has functions of its own, and a module that several files
 * share is loaded once: what it imports from here changes with the file that is running.
 */
export let afterAll, afterEach, beforeAll, beforeEach, describe, expect, jest, test;

/** Says what these are for the file that is to run. */
export function setGlobals(globals) {
  ({ afterAll, afterEach, beforeAll, beforeEach, describe, expect, jest, test } = globals);
}
