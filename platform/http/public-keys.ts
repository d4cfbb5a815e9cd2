/** Where a server that signs publishes its public keys. */
export const PUBLIC_KEYS = '/.well-known/jwks.json';
