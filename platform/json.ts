/** Reading what others wrote. */

/** The value of a text that is JSON; undefined where it is none, which no JSON means. */
export function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
