/**
 * The library behind the local issuer, without what it says on the console: what it would need in production, where
 * this never runs, and that it is tried on newer versions of Node, while the tests of the house try it on this one.
 */
const silent = (): void => undefined;

Object.assign(console, { info: silent, warn: silent });

export const { Provider, interactionPolicy } = await import('oidc-provider');
