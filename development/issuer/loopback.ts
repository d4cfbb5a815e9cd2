/** Addresses of this machine: the only ones that the local issuer sends anyone to, or answers in a browser. */

/** Not `[::1]`: the page's Content-Security-Policy has no way to name it. */
const LOOPBACK = new Set(['localhost', '127.0.0.1']);

/** Whether it is an http:// address of this machine, at any port. */
export function isLoopback(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, hostname, username, password } = new URL(address);
  return protocol === 'http:' && LOOPBACK.has(hostname) && !username && !password;
}
