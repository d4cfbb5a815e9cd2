/** The inputs of the mutations that administrators change the directory with. */
import { z } from 'zod';
import { isBareOrigin } from '../../../directory/addresses.ts';
import { faultOf, normalised } from '../../../platform/texts.ts';
import { LONGEST_SUMMARY, organisationSchema } from '../../../directory/organisations.ts';
import { newSignInSchema } from '../../../directory/sign-in.ts';
import { version } from '../../framework/edits.ts';
import { optionalText, webAddress } from '../../framework/input.ts';

/** The same rules as for the list of organisations on disk, and for its texts those of all that people write. */
const { id, kind, summary } = organisationSchema.shape;
const name = organisationSchema.shape.name
  .transform(normalised)
  .refine((given) => faultOf(given) === null, 'a name on one line, of characters that can be seen');

const EXPECTED_URL =
  'https:// and a host, with a port where it needs one, and without a user, a password, a path or a query';

/** The base address of a server. Its host is checked later, when it is connected to. */
const url = z
  .url({ protocol: /^https?$/, error: EXPECTED_URL, abort: true })
  .max(300, 'at most 300 characters')
  .refine((text) => isBareOrigin(new URL(text)), EXPECTED_URL)
  .transform((text) => new URL(text).origin);

/** The contract has an issuer's names for roles as a list of pairs, the directory has them as an object. */
const withRoleNames = (given: unknown): unknown => {
  if (given === null || given === undefined) return given;
  const { roleNames = [], ...rest } = given as { roleNames?: { name: string; role: string }[] };
  return { ...rest, roleNames: Object.fromEntries(roleNames.map((one) => [one.name, one.role])) };
};

const signIn = z
  .preprocess(withRoleNames, newSignInSchema.nullish())
  .transform((given) => given ?? null);

export const affiliateInput = z.object({
  id,
  kind,
  name,
  url,
  summary: summary.transform((text) => text || null),
  website: webAddress,
  signIn,
});

export const changeAffiliateInput = z.object({
  id: z.string(),
  version,
  name: name.optional(),
  url: url.optional(),
  summary: optionalText({ maxlength: LONGEST_SUMMARY, hasLines: true }).optional(),
  website: webAddress.optional(),
  signIn: signIn.optional(),
});

/** The longest reason that an administrator gives, in characters. */
export const LONGEST_REASON = 400;

/** The input of `suspend`, `reinstate` and `disaffiliate`. */
export const statusInput = z.object({
  id: z.string(),
  reason: optionalText({ maxlength: LONGEST_REASON, hasLines: true }),
});
