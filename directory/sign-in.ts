/** Where the people of an organisation sign in: its OpenID Connect issuer, and what its tokens say. */
import { z } from 'zod';
import { OF_APPLICATIONS, ROLES } from '../identity/rights.ts';
import { isSafe } from '../identity/safe-address.ts';
import { readSettings } from '../platform/settings.ts';
import { StartFailure } from '../platform/start-failure.ts';

const address = z
  .url({ protocol: /^https?$/, error: 'expected an https:// address', abort: true })
  .refine(isSafe, 'expected an https:// address (http:// is for this machine alone)');

const application = z.strictObject({
  subject: z.string({ error: 'expected the `sub` of its tokens' }).min(1),
  rights: z.array(
    z.enum(OF_APPLICATIONS, { error: `expected some of ${OF_APPLICATIONS.join(', ')}` }),
  ),
});

export const signInSchema = z.strictObject({
  /** As its tokens say it in `iss`, to the letter. */
  issuer: address,
  /** Where its public keys are; where left out, its own description says so (OpenID Connect Discovery). */
  jwks: address.nullable().default(null),
  /** What its tokens for this API say in `aud`. */
  audience: z.string().min(1).default('groundswell'),
  /** The claim that lists roles: a name, or a path such as `realm_access.roles`. */
  rolesClaim: z.string().min(1).default('roles'),
  /** What the issuer calls roles, where that is not our word for it: `{ "policy-editor": "EDITOR" }`. */
  roleNames: z
    .record(z.string(), z.enum(ROLES, { error: `expected one of ${ROLES.join(', ')}` }))
    .default({}),
  /** The applications that are registered, with the most that each may do. */
  applications: z.array(application).default([]),
});
/** The most of each, and the longest text: the directory goes to every gateway whole. */
const [MOST_APPLICATIONS, MOST_NAMES, LONGEST] = [100, 50, 200];

const atMost = <Shape extends z.ZodType<string>>(text: Shape) =>
  text.refine(({ length }) => length <= LONGEST, `expected at most ${LONGEST} characters`);

/**
 * What is taken in from now on. What is kept already is read by `signInSchema`, without limits: one that came before
 * these must not keep the coalition from starting, or a gateway from reading the directory.
 */
export const newSignInSchema = signInSchema.extend({
  issuer: atMost(address),
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

/** The application that is registered everywhere during development. */
export const SAMPLE_APPLICATION: z.infer<typeof application> = {
  subject: 'sample-application',
  rights: ['ideas:submit', 'experiences:share'],
};

/**
 * Where everyone signs in during development: the issuer of an organisation is at this address with its id.
 * @throws StartFailure in production, where each organisation needs an issuer of its own.
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
