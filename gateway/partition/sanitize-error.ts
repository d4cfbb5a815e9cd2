import type { GraphQLFormattedError } from 'graphql';
import { cut } from '../../platform/cut.ts';
import { withoutAddresses } from './without-addresses.ts';

const MAX_CHARACTERS = 1_000;

/** What an owner says of an error beside its message. Nothing else of it is read. */
const KEPT = ['code', 'argument'] as const;

/**
 * An owner's error as a client may see it: its message without addresses, its code and the argument that it is about, and
 * the owner's id. It has no path yet.
 * @example sanitizeError('unite', { message: 'No row at http://db:27017.' }).message // 'No row at (address withheld).'
 */
export function sanitizeError(owner: string, error: unknown): GraphQLFormattedError {
  const { message, extensions } = isObject(error) ? error : {};
  return {
    message: typeof message === 'string' ? harmless(message) : 'An error without a message.',
    extensions: { ...keptOf(extensions), organisation: owner },
  };
}

const harmless = (text: string): string => withoutAddresses(cut(text, MAX_CHARACTERS));

function keptOf(extensions: unknown): Record<string, string> {
  if (!isObject(extensions)) return {};
  const kept = KEPT.flatMap((name) => {
    const value = extensions[name];
    return typeof value === 'string' && value === harmless(value) ? [[name, value]] : [];
  });
  return Object.fromEntries(kept) as Record<string, string>;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
