/** The parts of a global id, `owner:type:key`: who serves it, what it is, and its ULID there. */
export interface GlobalId {
  /** The id of the organisation that owns the thing: a slug, at most 63 characters. */
  readonly owner: string;
  /** The kind of thing, in kebab case: `idea`, `review`. */
  readonly type: string;
  /** A ULID: 26 characters of Crockford's base32, in upper case. */
  readonly key: string;
}

/** What to say was expected where a global id was, as in `expected ${EXPECTED_GLOBAL_ID}, but got …`. */
export const EXPECTED_GLOBAL_ID = 'an id such as "unite:idea:01JBXYZ0000000000000000000"';

/** What to say was expected where an organisation's id was. */
export const EXPECTED_ORGANISATION_ID = 'an organisation\'s id such as "unite"';

const SLUG = '[a-z][a-z0-9]*(?:-[a-z0-9]+)*';
const ORGANISATION = new RegExp(`^(?=.{1,63}$)${SLUG}$`);
const TYPE = /^[a-z]+(?:-[a-z]+)*$/;
// A ULID holds 128 bits in 26 characters of 5, so its first character is 7 at the most.
const ULID = /^[0-7][0-9A-HJKMNP-TV-Z]{25}$/;

/** Whether the text has the shape of an organisation's id. Says nothing of whether there is one. */
export function isOrganisationId(text: string): boolean {
  return ORGANISATION.test(text);
}

/** The parts of a global id, or null where the text is none. */
export function parseGlobalId(text: string): GlobalId | null {
  const [owner, type, key, ...rest] = text.split(':', 4);
  if (owner === undefined || type === undefined || key === undefined || rest.length > 0)
    return null;
  const id = { owner, type, key };
  return isWellFormed(id) ? id : null;
}

/**
 * The text of a global id.
 * @throws TypeError when a part does not have its shape: an id like that could never be read back.
 */
export function formatGlobalId(id: GlobalId): string {
  const text = `${id.owner}:${id.type}:${id.key}`;
  if (!isWellFormed(id)) throw new TypeError(`Expected ${EXPECTED_GLOBAL_ID}, but got "${text}".`);
  return text;
}

/**
 * The organisation that a global id or a bare organisation id belongs to:
 * `unite` for `unite:idea:01JB…` and for `unite`. Null where the text is neither.
 */
export function ownerOf(text: string): string | null {
  if (isOrganisationId(text)) return text;
  return parseGlobalId(text)?.owner ?? null;
}

function isWellFormed({ owner, type, key }: GlobalId): boolean {
  return isOrganisationId(owner) && TYPE.test(type) && ULID.test(key);
}
