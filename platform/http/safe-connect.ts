/**
 * Connections to addresses that outsiders gave. The IP address is checked at each connection, so a name that resolves to
 * a public address when it is checked, and to a private one later (DNS rebinding), is refused. Addresses in the settings
 * are trusted.
 */
import { lookup as systemResolver, type LookupAddress } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import { promisify } from 'node:util';
import { buildConnector } from 'undici';
import { isLoopback, type Networks, notPublic } from './networks.ts';

/** How long a connection may take to open. */
const CONNECT_WITHIN_MS = 3_000;

export interface SafeConnectOptions {
  /** The networks that connections may go to. */
  networks: Networks;
  /** Origins that may be in any network: `http://unite:4000`. */
  trusted: Pick<ReadonlySet<string>, 'has'>;
  /** Resolves a host to its addresses; by default the system's resolver. */
  resolve?: typeof systemResolver;
}

export interface SafeConnect {
  /** Whether the URL is of a trusted origin. */
  isTrusted(url: URL): boolean;
  /** Checks the addresses that a host has now. @throws AddressRefused */
  check(url: URL): Promise<void>;
  /** For `new Agent({ connect })` and `new Pool(url, { connect })` of undici. Fails with AddressRefused. */
  connect: buildConnector.connector;
}

/** The error of a connection that is not allowed. */
export class AddressRefused extends Error {
  override readonly name = 'AddressRefused';
}

/** Makes a connector for undici that refuses addresses outside the allowed networks. */
export function createSafeConnect({
  networks,
  trusted,
  resolve = systemResolver,
}: SafeConnectOptions): SafeConnect {
  const allowedBy =
    (protocol: string | undefined): CheckAddress =>
    (host, address) => {
      // The message has the range of the address, not the address: names inside a network are not public.
      if (!networks.allow(address)) {
        const kind = notPublic(address) ?? '';
        const article = /^[aeiou]/.test(kind) ? 'an' : 'a';
        throw new AddressRefused(`"${host}" has ${article} ${kind} address`);
      }
      if (protocol !== 'https:' && !isLoopback(address))
        throw new AddressRefused(`"${host}" would be asked in the clear`);
    };
  const timeout = CONNECT_WITHIN_MS;
  const plain = buildConnector({ timeout });
  const secure = buildConnector({ timeout, lookup: checkedLookup(resolve, allowedBy('https:')) });
  const inClear = buildConnector({ timeout, lookup: checkedLookup(resolve, allowedBy('http:')) });
  const isTrusted = ({ origin }: URL) => trusted.has(origin);

  return {
    isTrusted,

    async check(url) {
      if (isTrusted(url)) return;
      const { protocol } = url;
      const host = hostOf(url.hostname);
      const found = isIP(host) ? [{ address: host }] : await addressesOf(resolve, host);
      for (const { address } of found) allowedBy(protocol)(host, address);
    },

    connect(options, callback) {
      const { protocol, hostname } = options;
      // A host that is an address is never looked up, so it is checked here.
      const host = hostOf(hostname);
      if (isTrusted(new URL(`${protocol}//${options.host ?? hostname}`)))
        return plain(options, callback);
      const refusal = isIP(host) ? refusalIn([{ address: host }], host, allowedBy(protocol)) : null;
      if (refusal) return callback(refusal, null);
      return protocol === 'https:' ? secure(options, callback) : inClear(options, callback);
    },
  };
}

/** The host without the brackets around an IPv6 address. */
const hostOf = (hostname: string): string => hostname.replace(/^\[(.*)\]$/, '$1');

type Resolve = typeof systemResolver;

async function addressesOf(resolve: Resolve, host: string): Promise<LookupAddress[]> {
  try {
    return await promisify(resolve)(host, { all: true });
  } catch {
    throw new AddressRefused(`there is no host "${host}"`);
  }
}

/** @throws AddressRefused where the host may not have this address */
type CheckAddress = (host: string, address: string) => void;

/** The refusal of a host. All its addresses have to be allowed, as any of them may be connected to. */
function refusalIn(
  found: readonly { address: string }[],
  host: string,
  check: CheckAddress,
): AddressRefused | null {
  try {
    for (const { address } of found) check(host, address);
    return null;
  } catch (refusal) {
    return refusal as AddressRefused;
  }
}

/** A lookup that fails where a host has an address that is not allowed. */
const checkedLookup =
  (resolve: Resolve, check: CheckAddress): LookupFunction =>
  (host, options, callback) => {
    resolve(host, { ...options, all: true }, (error, found) => {
      const refusal = error ?? refusalIn(found, host, check);
      const [first] = found ?? [];
      if (refusal) callback(refusal, []);
      else if (options.all || !first) callback(null, found);
      else callback(null, first.address, first.family);
    });
  };
