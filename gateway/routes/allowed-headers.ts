/** The headers of requests to routes, and of their answers: what passes, and what the gateway adds. */
import type { IncomingHttpHeaders } from 'node:http';

/** What an owner is sent of a client's headers. What the gateway says of the caller comes beside it. */
const TO_OWNER = [
  'accept',
  'accept-language',
  'content-type',
  'if-match',
  'if-modified-since',
  'if-none-match',
  'if-range',
  'if-unmodified-since',
  'range',
] as const;

/** What a client is sent of an owner's headers: nothing that would act on the gateway's origin, such as a cookie. */
const TO_CLIENT = [
  'accept-ranges',
  'cache-control',
  'content-disposition',
  'content-language',
  'content-length',
  'content-range',
  'content-type',
  'etag',
  'last-modified',
  'retry-after',
] as const;

/**
 * What an owner sends is on the gateway's origin, where other owners' pages are too: a browser runs nothing of it, and
 * takes it for nothing but what its owner says it is.
 */
const GUARDS = {
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'; sandbox",
  'x-content-type-options': 'nosniff',
} as const;

/** An answer that does not say how long it may be kept is kept by nobody. */
const UNSAID = { 'cache-control': 'no-store' } as const;

type Headers = Record<string, string>;

const pick = (headers: IncomingHttpHeaders, names: readonly string[]): Headers =>
  Object.fromEntries(
    names.flatMap((name) => {
      const value = headers[name];
      return typeof value === 'string' ? [[name, value]] : [];
    }),
  );

/** What a client is sent of the headers of a refusal: its body is the gateway's. */
const OF_REFUSAL = ['content-range', 'etag', 'last-modified'] as const;

export const headersOfRefusal = (headers: IncomingHttpHeaders): Headers => ({
  ...UNSAID,
  ...pick(headers, OF_REFUSAL),
});

export const headersToOwner = (headers: IncomingHttpHeaders): Headers => pick(headers, TO_OWNER);

export const headersToClient = (headers: IncomingHttpHeaders): Headers => ({
  ...UNSAID,
  ...pick(headers, TO_CLIENT),
  ...GUARDS,
});
