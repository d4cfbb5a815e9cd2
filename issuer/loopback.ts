/** Addresses of this machine: the only ones that the local issuer sends anyone to, or answers in a browser. */

const LOOPBACK = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/;

/** Whether it is an http:// address of this machine, at any port. */
export function isLoopback(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, hostname, username, password } = new URL(address);
  return protocol === 'http:' && LOOPBACK.test(hostname) && !username && !password;
}
