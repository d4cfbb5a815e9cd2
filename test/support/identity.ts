/** Keys and issuers that only tests know. */
import {
  createLocalJWKSet,
  exportJWK,
  generateKeyPair,
  type JSONWebKeySet,
  type JWTPayload,
  SignJWT,
} from 'jose';
import type { assertionsBy, Signer } from '../../identity/assertion.ts';
import type { KeySet } from '../../identity/key-set.ts';
import { newSigningKey, type SigningKeys, signingKeys } from '../../identity/signing-keys.ts';
import type { Caller } from '../../identity/caller.ts';
import { type ApplicationRight, OF_APPLICATIONS } from '../../identity/rights.ts';
import type { TrustedIssuer } from '../../identity/trusted-issuer.ts';
import { derivedId } from '../../schema/derived-id.ts';
import { parseGlobalId } from '../../schema/global-id.ts';
import { aMember } from './callers.ts';
import type { Genuine } from './forgeries.ts';
import type { Role } from '../../schema/generated/enums.ts';

/** The private keys of the signers, and their public keys as servers know them. */
export interface Signers {
  keys: Readonly<Record<Signer, SigningKeys>>;
  trusted: Readonly<Record<Signer, KeySet>>;
}

/** The public keys of a signer, without a fetch. */
export const publishedKeys = (keys: Pick<SigningKeys, 'published'>): KeySet => ({
  find: (header, token) => createLocalJWKSet(keys.published())(header, token),
  withdrawals: () => 0,
});

/** Keys made for one test. */
export async function someSigningKeys(): Promise<SigningKeys> {
  const key = await newSigningKey();
  return signingKeys(() => ({ keys: [key] }));
}

export async function someSigners(): Promise<Signers> {
  const keys = { gateway: await someSigningKeys(), coalition: await someSigningKeys() };
  return {
    keys,
    trusted: { gateway: publishedKeys(keys.gateway), coalition: publishedKeys(keys.coalition) },
  };
}

export type Assertion = ReturnType<typeof assertionsBy>;

/** The claims of a test token. `expires` is written as jose expects it: `1h`. */
export interface Stated {
  subject: string;
  roles?: readonly Role[];
  /** The rights that the token is issued for, or is held to. */
  scope?: string;
  expires?: string;
  claims?: JWTPayload;
}

/** An issuer of one organisation. */
export interface TestIssuer {
  trusted: TrustedIssuer;
  /** The keys and names that its tokens are made with. */
  genuine: Genuine;
  /** Its public keys. */
  published: JSONWebKeySet;
  token(stated: Stated): Promise<string>;
  /** The token of someone at home, the same one each time; of an application, one of those that have every right. */
  tokenOf(caller: Caller, expires?: string): Promise<string>;
}

/** The `sub` of an application that every test issuer has registered. */
export const APPLICATION = 'an-application';

/** The `sub` of one that has every right that an application can have. */
const EVERY_RIGHT = 'an-application-of-every-right';

const nameOf = (organisation: string): string => `https://sign-in.${organisation}.example`;

/** The application of an organisation that has every right, by a token that was issued for these. */
export const anApplication = (home: string, application: Caller['application'] = []): Caller => ({
  home,
  person: derivedId(home, 'application', `${nameOf(home)}|${EVERY_RIGHT}`),
  roles: [],
  application,
  scopes: null,
});

/** Makes an issuer, trusted for an organisation. */
export async function anIssuer(organisation: string): Promise<TestIssuer> {
  const pair = await generateKeyPair('ES256', { extractable: true });
  const kid = `key-of-${organisation}`;
  const published = { keys: [{ ...(await exportJWK(pair.publicKey)), kid }] };
  const issuer = nameOf(organisation);
  const tokens = new Map<string, Promise<string>>();
  const token: TestIssuer['token'] = ({
    subject,
    roles = [],
    scope,
    expires = '1h',
    claims = {},
  }) =>
    new SignJWT({ roles, ...(scope !== undefined && { scope }), ...claims })
      .setProtectedHeader({ alg: 'ES256', kid, typ: 'at+jwt' })
      .setIssuer(issuer)
      .setAudience('groundswell')
      .setSubject(subject)
      .setIssuedAt()
      .setExpirationTime(expires)
      .sign(pair.privateKey);
  return {
    trusted: {
      organisation,
      issuer,
      audience: 'groundswell',
      rolesClaim: 'roles',
      roleNames: {},
      keys: { find: createLocalJWKSet(published), withdrawals: () => 0 },
      applications: new Map<string, readonly ApplicationRight[]>([
        [APPLICATION, ['ideas:submit', 'events:manage', 'papers:manage']],
        [EVERY_RIGHT, OF_APPLICATIONS],
      ]),
    },
    genuine: { issuer, kid, alg: 'ES256', member: aMember(organisation).person, ...pair },
    published,
    token,
    tokenOf(caller, expires = '1h') {
      const key = JSON.stringify([caller, expires]);
      const made = tokens.get(key) ?? token({ ...statedOf(caller), expires });
      tokens.set(key, made);
      return made;
    },
  };
}

/** What the token of a caller says. One that is held to no right at all has a scope of ours that is none. */
function statedOf({ person, roles, application, scopes }: Caller): Stated {
  if (application) return { subject: EVERY_RIGHT, scope: application.join(' ') };
  if (scopes === null) return { subject: person, roles };
  return { subject: person, roles, scope: ['groundswell:public', ...scopes].join(' ') };
}

/** Trusted issuers by the `iss` of their tokens. */
export const byName = (issuers: readonly TrustedIssuer[]): ReadonlyMap<string, TrustedIssuer> =>
  new Map(issuers.map((trusted) => [trusted.issuer, trusted]));

/** Issuers of all these organisations. */
export async function issuersOf(organisations: readonly string[]) {
  const all = new Map(
    await Promise.all(organisations.map(async (id) => [id, await anIssuer(id)] as const)),
  );
  return {
    trusted: [...all.values()].map(({ trusted }) => trusted),
    find: (organisation: string): TestIssuer | undefined => all.get(organisation),
    of: (organisation: string): TestIssuer => {
      const issuer = all.get(organisation);
      if (!issuer) throw new Error(`Expected an issuer, but there is none of "${organisation}".`);
      return issuer;
    },
    /** The token of a member, by the issuer of the organisation in their id. */
    tokenOf(member: string, roles: readonly Role[] = [], expires = '1h'): Promise<string> {
      const home = parseGlobalId(member)?.owner ?? '';
      return this.of(home).token({ subject: member, roles, expires });
    },
  };
}
