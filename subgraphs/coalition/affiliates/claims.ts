/** What an affiliate can have for itself alone: its id, its issuer, its address. */
import { isDeepStrictEqual } from 'node:util';
import { type Affiliate, LARGEST_DIRECTORY } from '../../../directory/directory.ts';
import { badInput } from '../../framework/errors.ts';
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

/** What is left free of the directory, so that a suspension always has room. */
const FULL_AT = Math.floor(0.9 * LARGEST_DIRECTORY);

const bytes = (what: object): number => Buffer.byteLength(JSON.stringify(what));

/**
 * A gateway that cannot read the directory any longer would learn of no suspension.
 * @throws BAD_USER_INPUT where an affiliate makes it larger, and larger than gateways read
 */
export function needRoom({ revision, entries }: Omit<State, 'last'>, affiliate: Affiliate): void {
  const before = entries.get(affiliate.id)?.affiliate;
  const others = [...entries.values()].map((entry) => entry.affiliate);
  const affiliates = [...others.filter(({ id }) => id !== affiliate.id), affiliate];
  if (before && bytes(affiliate) <= bytes(before)) return;
  const size = bytes({ revision, affiliates });
  const most = `what leaves the directory at most ${FULL_AT} bytes long, as gateways read no longer one`;
  if (size > FULL_AT) throw badInput('input', most, size);
}
