/** What an administrator may say of an affiliate. */
import { z } from 'zod';
import { isBareOrigin } from '../../../directory/addresses.ts';
import { organisationSchema } from '../../../directory/organisations.ts';
import { newSignInSchema } from '../../../directory/sign-in.ts';
import { optionalText, webAddress } from '../../framework/input.ts';

/** What the list of organisations asks of an entry, where the argument is said beside it. */
const { id, kind, name, summary } = organisationSchema.shape;

const WHERE =
  'https:// and a host, with a port where it needs one, and without a user, a password, a path or a query';

/** The address of a server; which hosts it may have is looked at when it is asked. */
const url = z
  .url({ protocol: /^https?$/, error: WHERE, abort: true })
  .max(300, 'at most 300 characters')
  .refine((text) => isBareOrigin(new URL(text)), WHERE)
  .transform((text) => new URL(text).origin);

/** An issuer's words for roles: the contract has a list of them where the directory has names. */
const withNames = (given: unknown): unknown => {
  if (given === null || given === undefined) return given;
  const { roleNames = [], ...rest } = given as { roleNames?: { name: string; role: string }[] };
  return { ...rest, roleNames: Object.fromEntries(roleNames.map((one) => [one.name, one.role])) };
};

const signIn = z
  .preprocess(withNames, newSignInSchema.nullish())
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

export const changeInput = z.object({
  id: z.string(),
  name: name.optional(),
  url: url.optional(),
  summary: optionalText(400).optional(),
  website: webAddress.optional(),
  signIn: signIn.optional(),
});

export const endInput = z.object({ id: z.string(), reason: optionalText(400) });
