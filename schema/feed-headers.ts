/** The HTTP headers that let a client read its own writes. Organisations, gateways and the coalition agree on them. */

/**
 * On an organisation's response to a mutation: the offset up to which its feed has everything that was written
 * (`12`), or `?` when the organisation does not know it yet.
 */
export const OFFSET_HEADER = 'groundswell-position';

/** The headers of an organisation's own on its responses, each with what it says, to people. */
export const RESPONSE_HEADERS: Readonly<Record<string, string>> = {
  [OFFSET_HEADER]:
    'The number in the feed up to which it has what was just written, so that who wrote it finds it in the next list.',
};

/** On a request to the coalition: offsets that the catalogue must have reached before it answers (`labour=12,unite=?`). */
export const REQUIRED_OFFSETS_HEADER = 'groundswell-after';
