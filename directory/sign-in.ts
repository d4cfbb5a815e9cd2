/** Where the people of an organisation sign in: its OpenID Connect issuer, and how to read its tokens. */
import { z } from 'zod';
import { OF_APPLICATIONS } from '../identity/rights.ts';
import { isSafe } from '../identity/safe-address.ts';
import { readSettings } from '../platform/settings.ts';
import { StartFailure } from '../platform/start-failure.ts';
import { Role } from '../schema/generated/enums.ts';

const address = z
  .url({ protocol: /^https?$/, error: 'expected an https:// address', abort: true })
  .refine(isSafe, 'expected an https:// address (http:// is for this machine alone)');

const application = z.strictObject({
  subject: z.string({ error: 'expected the `sub` of its tokens' }).min(1),
  rights: z.array(
    z.enum(OF_APPLICATIONS, { error: `expected some of ${OF_APPLICATIONS.join(', ')}` }),
  ),
});

const EXPECTED_ISSUER =
  'expected an address without a user name, a query, a fragment and space around it';

/**
 * Whether an address may name an issuer (RFC 8414, 2): it has no query, no fragment, no user name and no password, and is
 * written as addresses are, without space around it. What is no address is refused as such.
 */
function isIssuer(text: string): boolean {
  if (!URL.canParse(text)) return true;
  const { search, hash, username, password, href } = new URL(text);
  const isBare = [search, hash, username, password].every((part) => part === '');
  // An empty query or fragment has its sign all the same; the slash after a host alone may be left out.
  return isBare && (href === text || href === `${text}/`) && !/[?#]/.test(text);
}

export const signInSchema = z.strictObject({
  /** Exactly the `iss` of its tokens. */
  issuer: address,
  /** The address of its public keys; by default the one in its discovery document (OpenID Connect Discovery). */
  jwks: address.nullable().default(null),
  /** The `aud` of its tokens for this API. */
  audience: z.string().min(1).default('groundswell'),
  /** The claim with the roles of a person: a name, or a path such as `realm_access.roles`. */
  rolesClaim: z.string().min(1).default('roles'),
  /** The issuer's names for roles, where they differ from ours: `{ "policy-editor": "EDITOR" }`. */
  roleNames: z
    .record(z.string(), z.enum(Role, { error: `expected one of ${Role.join(', ')}` }))
    .default({}),
  /** Registered applications, with the rights that each may have at most. */
  applications: z.array(application).default([]),
});

/** Limits on what the directory holds of one affiliate, as every gateway is sent all of it. */
const [MOST_APPLICATIONS, MOST_NAMES, LONGEST] = [100, 50, 200];

const atMost = <Shape extends z.ZodType<string>>(text: Shape) =>
  text.refine(({ length }) => length <= LONGEST, `expected at most ${LONGEST} characters`);

/**
 * What an administrator may enter. What is stored already is read by `signInSchema`, without these limits: an affiliate
 * from before there were any must not stop the coalition from starting, or a gateway from reading the directory.
 */
export const newSignInSchema = signInSchema.extend({
  // The address leaves space around it out, and an issuer is compared as it is written.
  issuer: z.string().refine(isIssuer, EXPECTED_ISSUER).pipe(atMost(address)),
  jwks: atMost(address).nullable().default(null),
  audience: atMost(signInSchema.shape.audience.unwrap()).default('groundswell'),
  rolesClaim: atMost(signInSchema.shape.rolesClaim.unwrap()).default('roles'),
  roleNames: signInSchema.shape.roleNames
    .refine((names) => Object.keys(names).length <= MOST_NAMES, `expected at most ${MOST_NAMES}`)
    .refine(
      (names) => Object.keys(names).every(({ length }) => length <= LONGEST),
      `expected names of at most ${LONGEST} characters`,
    ),
  applications: z
    .array(
      application.extend({
        subject: atMost(application.shape.subject),
        rights: application.shape.rights.max(
          OF_APPLICATIONS.length,
          `expected at most ${OF_APPLICATIONS.length} rights`,
        ),
      }),
    )
    .max(MOST_APPLICATIONS, `expected at most ${MOST_APPLICATIONS}`)
    .default([]),
});
export type SignIn = z.infer<typeof signInSchema>;

/** The application that is registered with every organisation during development. */
export const SAMPLE_APPLICATION: z.infer<typeof application> = {
  subject: 'sample-application',
  rights: ['ideas:submit', 'experiences:share'],
};

/**
 * The organisation's issuer during development, `<DEVELOPMENT_ISSUER>/<its id>`; null where that is not set.
 * @throws StartFailure in production, where each organisation needs an issuer of its own
 */
export function developmentSignIn(organisation: string, env: NodeJS.ProcessEnv): SignIn | null {
  const { DEVELOPMENT_ISSUER: base } = readSettings(
    { DEVELOPMENT_ISSUER: address.optional() },
    env,
  );
  if (base === undefined) return null;
  if (env['NODE_ENV'] === 'production')
    throw new StartFailure(
      'DEVELOPMENT_ISSUER: expected it not to be set with NODE_ENV=production, where everyone signs in at an issuer of their own.',
    );
  return signInSchema.parse({
    issuer: `${base.replace(/\/$/, '')}/${organisation}`,
    applications: [SAMPLE_APPLICATION],
  });
}
