/** A language, and its region or script where it has one. */
const TAG = /^[a-z]{2,3}(-[a-z0-9]{2,8})*$/i;

/** The longest that are in use have room in it (RFC 5646, 4.4.1). */
export const LONGEST_TAG = 35;

/**
 * A language tag (BCP 47) in its canonical form, however it is spelt; null where it is none.
 * @example languageTag('en-gb') // 'en-GB'
 */
export function languageTag(text: string): string | null {
  if (!TAG.test(text) || text.length > LONGEST_TAG) return null;
  try {
    return Intl.getCanonicalLocales(text)[0] ?? null;
  } catch {
    return null;
  }
}
