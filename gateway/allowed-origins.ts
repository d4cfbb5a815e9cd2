/** Which web pages may ask the gateway from a browser (CORS, https://fetch.spec.whatwg.org/#http-cors-protocol). */
import cors from '@fastify/cors';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { CAUSAL_TOKEN_HEADER } from './causal-token/encrypted-token.ts';

/** All, or those that match. */
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

/** Pages of the machine itself, at any port. */
const LOOPBACK = /^https?:\/\/(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/;

/**
 * Where nothing is set: in production nobody, as the gateway cannot know whose pages are right; otherwise pages of
 * the machine that someone develops on, which nobody else can serve.
 */
export const defaultOrigins = (environment: string | undefined): AllowedOrigins =>
  environment === 'production' ? [] : LOOPBACK;

/** Browsers ask again whether they may after two hours; none remembers it for longer than a day. */
const ALLOWED_FOR_S = 7_200;

/**
 * Lets pages of these origins read answers. Who asks is said by a bearer token alone, never by a cookie, so no
 * credentials are let through, and a page cannot use what a browser keeps of another.
 */
export async function letOrigins(app: FastifyInstance, origins: AllowedOrigins): Promise<void> {
  await app.register(cors, {
    origin: typeof origins === 'string' || origins instanceof RegExp ? origins : [...origins],
    methods: ['GET', 'POST'],
    // What it may send besides is left to the page: all of it is read, or ignored, as from anyone else.
    exposedHeaders: ['x-request-id', 'retry-after', CAUSAL_TOKEN_HEADER],
    maxAge: ALLOWED_FOR_S,
  });
}
