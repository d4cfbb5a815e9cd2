/**
 * Connections to addresses that outsiders gave. Each is made to an address that was looked at just then, so a name that
 * is public when it is asked about and private when it is connected to leads nowhere. What the settings name is trusted.
 */
import { lookup as lookUp, type LookupAddress } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import { promisify } from 'node:util';
import { buildConnector } from 'undici';
import { isLoopback, type Networks, notPublic } from './networks.ts';

/** A connection that is not there by then is given up. */
const CONNECT_WITHIN_MS = 3_000;

export interface SafeConnectOptions {
  networks: Networks;
  /** Origins that are connected to wherever they are: `http://unite:4000`. */
  trusted: Pick<ReadonlySet<string>, 'has'>;
  /** Finds all addresses of a host; the system's own way when left out. */
  resolve?: typeof lookUp;
}

export interface SafeConnect {
  isTrusted(url: URL): boolean;
  /** Looks at the addresses that a host has now. @throws AddressRefused */
  check(url: URL): Promise<void>;
  /** For `new Agent({ connect })` and `new Pool(url, { connect })` of undici. Fails with AddressRefused. */
  connect: buildConnector.connector;
}

/** Nobody is connected to there. */
export class AddressRefused extends Error {
  override readonly name = 'AddressRefused';
}

export function createSafeConnect({
  networks,
  trusted,
  resolve = lookUp,
}: SafeConnectOptions): SafeConnect {
  const allowedBy =
    (protocol: string | undefined): Need =>
    (host, address) => {
      // Says what sort of address it is, and not which: what names mean inside a network is not for everyone.
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
  const secure = buildConnector({ timeout, lookup: lookingAt(resolve, allowedBy('https:')) });
  const inClear = buildConnector({ timeout, lookup: lookingAt(resolve, allowedBy('http:')) });
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
      // The system looks up no host that is an address already.
      const host = hostOf(hostname);
      if (isTrusted(new URL(`${protocol}//${options.host ?? hostname}`)))
        return plain(options, callback);
      const refusal = isIP(host) ? refusalIn([{ address: host }], host, allowedBy(protocol)) : null;
      if (refusal) return callback(refusal, null);
      return protocol === 'https:' ? secure(options, callback) : inClear(options, callback);
    },
  };
}

/** Without the brackets around an address of IPv6. */
const hostOf = (hostname: string): string => hostname.replace(/^\[(.*)\]$/, '$1');

type Resolve = typeof lookUp;

async function addressesOf(resolve: Resolve, host: string): Promise<LookupAddress[]> {
  try {
    return await promisify(resolve)(host, { all: true });
  } catch {
    throw new AddressRefused(`there is no host "${host}"`);
  }
}

/** @throws AddressRefused where a host may not be at an address */
type Need = (host: string, address: string) => void;

/** One address that is not allowed is too many: which of them is connected to is a matter of chance. */
function refusalIn(
  found: readonly { address: string }[],
  host: string,
  need: Need,
): AddressRefused | null {
  try {
    for (const { address } of found) need(host, address);
    return null;
  } catch (refusal) {
    return refusal as AddressRefused;
  }
}

/** A way to look hosts up that fails where one may not be at an address of it. */
const lookingAt =
  (resolve: Resolve, need: Need): LookupFunction =>
  (host, options, callback) => {
    resolve(host, { ...options, all: true }, (error, found) => {
      const refusal = error ?? refusalIn(found, host, need);
      const [first] = found ?? [];
      if (refusal) callback(refusal, []);
      else if (options.all || !first) callback(null, found);
      else callback(null, first.address, first.family);
    });
  };
