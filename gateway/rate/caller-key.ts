/** The name of a caller's bucket. It says nothing of who they are, since it may be kept outside of this process. */
import { createHmac } from 'node:crypto';
import { isIPv6 } from 'node:net';
import type { Caller } from '../../identity/caller.ts';

/**
 * A name for each caller with a token, and for each address without one.
 * @param key the gateway's own
 */
export const callerKeys =
  (key: string) =>
  (caller: Caller | null, address: string): string => {
    const who = caller ? ['caller', caller.home, caller.person] : ['address', networkOf(address)];
    return createHmac('sha256', key).update(JSON.stringify(who)).digest('base64url');
  };

/**
 * The address; of IPv6 its first 64 bits, as one household or server has all addresses that begin with them.
 * @example networkOf('2001:db8::7') // '2001:db8:0:0'
 */
export function networkOf(address: string): string {
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, '');
  if (!isIPv6(plain)) return plain;
  const [head = '', tail] = plain.split('::');
  const [first, last] = [groupsOf(head), groupsOf(tail)];
  const gap = tail === undefined ? 0 : 8 - first.length - last.length;
  const groups = [...first, ...Array.from({ length: gap }, () => '0'), ...last];
  return groups
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':');
}

const groupsOf = (part: string | undefined): string[] => (part ? part.split(':') : []);
