/** Which web pages may send requests from a browser (CORS, https://fetch.spec.whatwg.org/#http-cors-protocol). */
import cors from '@fastify/cors';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { type Route, ROUTES } from '../schema/routes.ts';
import { CAUSAL_TOKEN_HEADER } from './causal-token/encrypted-token.ts';

/** The origins of pages: all of them, those that match, or those of a list. */
export type AllowedOrigins = '*' | RegExp | readonly string[];

const EXPECTED =
  'expected "*", or origins such as https://app.example with commas between them, without a path';

const isOrigin = (text: string): boolean =>
  /^https?:/.test(text) && URL.canParse(text) && new URL(text).origin === text;

/** The setting `ALLOWED_ORIGINS`. */
export const allowedOrigins = z
  .string()
  .transform((text) => (text === '*' ? text : text.split(',').map((one) => one.trim())))
  .refine((given) => given === '*' || given.every(isOrigin), EXPECTED);

/** Pages of this machine, at any port. */
const LOOPBACK = /^https?:\/\/(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/;

/**
 * The origins where the setting is empty. In production there are none, as the gateway cannot know whose pages are
 * right. Elsewhere they are the pages of the developer's machine, which nobody else can serve.
 */
export const defaultOrigins = (environment: string | undefined): AllowedOrigins =>
  environment === 'production' ? [] : LOOPBACK;

/** How long a browser may cache a preflight response. No browser caches one for longer than a day. */
const PREFLIGHT_CACHED_S = 7_200;

/** The methods of GraphQL. Those of routes come beside them. */
const METHODS = ['GET', 'POST'] as const;

/**
 * Allows pages of these origins to read answers. A caller is known by the bearer token alone, never by a cookie. So
 * credentials are not allowed, and a page cannot use what the browser stores for another page.
 */
export async function registerCors(
  app: FastifyInstance,
  origins: AllowedOrigins,
  routes: readonly Pick<Route, 'method'>[] = ROUTES,
): Promise<void> {
  await app.register(cors, {
    origin: typeof origins === 'string' || origins instanceof RegExp ? origins : [...origins],
    methods: [...new Set([...METHODS, ...routes.map(({ method }) => method)])],
    // OPTIONS without an origin is a request of HTTP, and no mistake.
    strictPreflight: false,
    // Request headers are not limited: the gateway reads or ignores them, as with any other client.
    exposedHeaders: [
      'x-request-id',
      'retry-after',
      'www-authenticate',
      'ratelimit',
      'ratelimit-policy',
      'etag',
      'content-range',
      'content-disposition',
      CAUSAL_TOKEN_HEADER,
    ],
    maxAge: PREFLIGHT_CACHED_S,
  });
}
