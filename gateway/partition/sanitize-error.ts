import type { GraphQLFormattedError } from 'graphql';
import { cut } from '../../platform/cut.ts';

const MAX_MESSAGE_CHARACTERS = 1_000;

/** An address in a text, without the quotes and stops of the sentence around it. */
const ADDRESS =
  /\b[a-z][a-z\d+.-]*:\/\/\S+?(?=["'’”)\].,;:!?]*(?:\s|$))|\b(?:\d{1,3}\.){3}\d{1,3}:\d+/gi;

const WITHHELD = new Set(['stacktrace', 'serviceName', 'exception', 'organisation']);

/**
 * An owner's error as a client may see it: its message and extensions without addresses, stack traces and long values,
 * and with the owner's id. It has no path yet.
 * @example sanitizeError('unite', { message: 'No row at http://db:27017.' }).message // 'No row at (address withheld).'
 */
export function sanitizeError(owner: string, error: unknown): GraphQLFormattedError {
  const { message, extensions } = isObject(error) ? error : {};
  return {
    message:
      typeof message === 'string' ? withoutAddresses(message) : 'An error without a message.',
    extensions: { ...harmless(extensions), organisation: owner },
  };
}

function harmless(extensions: unknown): Record<string, unknown> {
  if (!isObject(extensions)) return {};
  const kept = Object.entries(extensions).filter(
    ([key, value]) => !WITHHELD.has(key) && !isLongOrHasAddress(value),
  );
  return Object.fromEntries(kept);
}

function isLongOrHasAddress(value: unknown): boolean {
  const text = JSON.stringify(value) ?? '';
  return text.length > MAX_MESSAGE_CHARACTERS || withoutAddresses(text) !== text;
}

function withoutAddresses(text: string): string {
  return cut(text, MAX_MESSAGE_CHARACTERS).replace(ADDRESS, '(address withheld)');
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
