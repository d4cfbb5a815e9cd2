/** The check of an organisation before it is affiliated. */
import type { Affiliate } from '../../../../directory/directory.ts';

/** The path of the argument that gave an address: `input.url` or `input.signIn.jwks`, as an error names it. */
export type ArgumentPath = (field: 'url' | 'issuer' | 'jwks') => string;

/**
 * Checks that an affiliate is at its address, and is what it is described as.
 * @throws BAD_USER_INPUT naming the argument and what is wrong
 */
export type CheckAffiliate = (affiliate: Affiliate, pathOf: ArgumentPath) => Promise<void>;
