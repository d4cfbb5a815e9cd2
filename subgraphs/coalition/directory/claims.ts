/** What an affiliate can have for itself alone: its id, its issuer, its address. */
import { isDeepStrictEqual } from 'node:util';
import type { Affiliate } from '../../../directory/directory.ts';
import { badInput } from '../../commons/errors.ts';
import type { Argument } from './one-affiliate.ts';
import { asKept } from './change.ts';
import type { Entry, State } from './state.ts';

/** What no affiliate can be given, beside what another has. */
export interface Reserved {
  /** The issuer of the coalition's own people; null where nobody signs in there. */
  issuer: string | null;
}

/** One that is there already, where it is what is asked for. @throws BAD_USER_INPUT where it is not */
export function needSame({ affiliate, last }: Entry, wanted: Affiliate): Affiliate {
  const { joinedAt, status } = affiliate;
  const isSame = isDeepStrictEqual(affiliate, asKept({ ...wanted, joinedAt, status }));
  if (isSame && last.origin === 'ADMINISTRATOR') return affiliate;
  const expected = 'an id that no affiliate has (`changeAffiliate` changes one that is there)';
  throw badInput('input.id', expected, wanted.id);
}

/**
 * A token speaks for whose issuer made it, and an address is where one organisation is: no two can have the same.
 * @throws BAD_USER_INPUT
 */
export function needOwn(
  { entries }: Pick<State, 'entries'>,
  { id, issuer, url }: Affiliate,
  reserved: Reserved,
  argument: Argument,
): void {
  const all = [...entries.values()].map(({ affiliate }) => affiliate);
  const others = all.filter((one) => one.id !== id);
  const issuers = new Set([...others.map((one) => one.issuer), reserved.issuer]);
  if (issuer !== null && issuers.has(issuer))
    throw badInput(argument('issuer'), 'an issuer that nobody else has', issuer);
  if (url !== null && others.some((one) => one.url === url))
    throw badInput(argument('url'), 'an address that nobody else has', url);
}
