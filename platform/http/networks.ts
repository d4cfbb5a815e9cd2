/** The networks that an organisation that joins may be in: public ones, and those that a setting allows. */
import { BlockList, isIP } from 'node:net';
import { z } from 'zod';

/**
 * The ranges that are not public, by name, from the registries of special-purpose addresses (IANA, RFC 6890 and its
 * updates). Of IPv6, only 2000::/3 is assigned. Its ranges that translate to IPv4 could lead to any address.
 */
const NOT_PUBLIC = {
  unspecified: ['0.0.0.0/8', '::/128'],
  loopback: ['127.0.0.0/8', '::1/128'],
  private: ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', 'fc00::/7', 'fec0::/10'],
  'link-local': ['169.254.0.0/16', 'fe80::/10'],
  'shared (carrier-grade NAT)': ['100.64.0.0/10'],
  translated: ['64:ff9b::/96', '64:ff9b:1::/48', '2001::/32', '2002::/16', '192.88.99.0/24'],
  documentation: [
    '192.0.2.0/24',
    '198.51.100.0/24',
    '203.0.113.0/24',
    '2001:db8::/32',
    '3fff::/20',
  ],
  benchmarking: ['198.18.0.0/15', '2001:2::/48'],
  multicast: ['224.0.0.0/4', 'ff00::/8'],
  reserved: ['192.0.0.0/24', '240.0.0.0/4', '2001::/23', '5f00::/16'],
} as const;

const PUBLIC_OF_IPV6 = listOf(['2000::/3']);

const LOOPBACK = listOf(NOT_PUBLIC.loopback);

const RANGES = Object.entries(NOT_PUBLIC).map(([name, ranges]) => ({ name, in: listOf(ranges) }));

/** The networks that are allowed. */
export interface Networks {
  /** Whether this address is in one of them. */
  allow(address: string): boolean;
}

/** The name of the range of an address that is not public; null for a public address. */
export function notPublic(address: string): string | null {
  const range = RANGES.find((one) => isIn(one.in, address));
  if (range) return range.name;
  const isPublic = isIP(address) === 4 || isIn(PUBLIC_OF_IPV6, address);
  return isPublic ? null : 'reserved';
}

/** Whether an address is of this machine. */
export const isLoopback = (address: string): boolean => isIn(LOOPBACK, address);

/** Public addresses, and those in these ranges: `10.0.0.0/8`. */
export function networksWith(ranges: readonly string[]): Networks {
  const allowed = listOf(ranges);
  return { allow: (address) => isIn(allowed, address) || notPublic(address) === null };
}

/** Public addresses alone. */
export const PUBLIC_NETWORKS = networksWith([]);

const EXPECTED =
  'expected networks such as 10.0.0.0/8 or fd00::/8, or the word loopback, with commas between them';

/** A setting that lists networks, as ranges: `loopback,10.0.0.0/8`. */
export const networkRanges = z
  .string()
  .transform((text) => text.split(',').map((one) => one.trim()))
  .refine((all) => all.every((one) => one === 'loopback' || isRange(one)), EXPECTED)
  .transform((all) => all.flatMap((one) => (one === 'loopback' ? NOT_PUBLIC.loopback : [one])));

/** The setting `AFFILIATE_NETWORKS`. */
export const allowedNetworks = networkRanges
  .transform((allowed) => networksWith(allowed))
  .default(PUBLIC_NETWORKS);

function isRange(text: string): boolean {
  const [address = '', prefix = '', ...rest] = text.split('/');
  const bits = { 4: 32, 6: 128 }[isIP(address)] ?? -1;
  return rest.length === 0 && /^\d{1,3}$/.test(prefix) && Number(prefix) <= bits;
}

function familyOf(address: string): 'ipv4' | 'ipv6' {
  return isIP(address) === 4 ? 'ipv4' : 'ipv6';
}

function listOf(ranges: readonly string[]): BlockList {
  const list = new BlockList();
  for (const range of ranges) {
    const [address = '', prefix] = range.split('/');
    list.addSubnet(address, Number(prefix), familyOf(address));
  }
  return list;
}

/** An IPv4 address in the form of IPv6 (`::ffff:127.0.0.1`) is in the ranges of IPv4. */
function isIn(list: BlockList, address: string): boolean {
  return list.check(address, familyOf(address));
}
