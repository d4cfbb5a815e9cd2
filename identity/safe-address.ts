/** Only this machine itself may be spoken to in the clear: whoever stands between could name keys of their own. */
export const isSafe = (address: string): boolean => {
  const { protocol, hostname } = new URL(address);
  return protocol === 'https:' || /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(hostname);
};
