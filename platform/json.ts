/** Reads JSON that others wrote. */

/** The value of a JSON text; undefined, which no JSON text means, where the text is not JSON. */
export function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
