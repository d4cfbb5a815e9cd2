/** Where the code of an error is explained: `extensions.documentation` of every error that the gateway sends. */
import { z } from 'zod';

/** The guide to errors, by its path in this repository: where it is published, its operator knows. */
const GUIDE = 'docs/guides/errors.md';

const EXPECTED = 'expected the address of a page (https://… or http://…) without a part after "#"';

/** The setting `DOCUMENTATION_URL`: the page that has a section for each code. */
export const documentationUrl = z
  .url({ protocol: /^https?$/, error: EXPECTED })
  .refine((text) => !text.includes('#'), EXPECTED)
  .default(GUIDE);

/**
 * A function that adds to an error where it is explained: the section of its code, by the anchor that GitHub gives it.
 * @example documented()({ message: 'No.', extensions: { code: 'NOT_FOUND' } }).extensions.documentation
 * // 'docs/guides/errors.md#not_found'
 */
export const documented =
  (guide: string = GUIDE) =>
  <E extends { readonly extensions?: Readonly<Record<string, unknown>> }>(error: E): E => {
    const documentation = `${guide}#${String(error.extensions?.['code']).toLowerCase()}`;
    return { ...error, extensions: { ...error.extensions, documentation } };
  };
