/** What the gateway sends of a caller, and what an attacker sends who has its keys and no token of the person. */
import type { Caller } from '../../identity/caller.ts';
import { asSeenBy, isPseudonym } from '../../identity/pseudonym.ts';
import { aMember } from './callers.ts';
import type { TestIssuer } from './identity.ts';

/** The key that pseudonyms are derived from in tests. */
export const PSEUDONYM_KEY = 'a key for pseudonyms that only tests know';

/** What stands in the place of a caller's own token. */
export type Pretence = keyof typeof TOKENS;

/** A caller whom an attacker asserts. */
export interface Pretended extends Caller {
  readonly pretence: Pretence;
}

const TWO_DAYS = 2 * 24 * 60 * 60;

const TOKENS = {
  'no token': () => null,
  'nonsense in the place of a token': () => 'a.b.c',
  "another person's token": ({ home }: Caller, issuer: TestIssuer) =>
    issuer.tokenOf(aMember(home, 'the attacker')),
  'a token that lives too long': (caller: Caller, issuer: TestIssuer) =>
    issuer.tokenOf(caller, `${TWO_DAYS}s`),
} as const satisfies Record<
  string,
  (caller: Caller, issuer: TestIssuer) => Promise<string> | string | null
>;

/** What a request says of its caller. */
export interface Credentials {
  /** In the assertion. */
  caller: Caller | null;
  /** Beside it. */
  headers: Record<string, string>;
}

/** @param issuer of the people of the owner who is asked */
export async function credentialsOf(
  asker: Caller | Pretended | null,
  owner: string,
  issuer: TestIssuer,
): Promise<Credentials> {
  if (asker === null) return { caller: null, headers: {} };
  if ('pretence' in asker) {
    const { pretence, ...caller } = asker;
    return { caller, headers: bearing(await TOKENS[pretence](caller, issuer)) };
  }
  if (asker.home === owner) return { caller: asker, headers: bearing(await issuer.tokenOf(asker)) };
  const caller = isPseudonym(asker) ? asker : asSeenBy(owner, asker, PSEUDONYM_KEY);
  return { caller, headers: {} };
}

const bearing = (token: string | null): Record<string, string> =>
  token === null ? {} : { authorization: `Bearer ${token}` };
