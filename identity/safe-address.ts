/**
 * Whether keys may be fetched from an address: by https, or in the clear from this machine alone. On any other way
 * someone between could put keys of their own in the place of these.
 */
export const isSafe = (address: string): boolean => {
  const { protocol, hostname } = new URL(address);
  return protocol === 'https:' || /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(hostname);
};
