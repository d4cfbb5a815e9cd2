import type { OwnerAnswer } from './owner.ts';

/**
 * Reads a text as a GraphQL answer, which has data, errors or both.
 * @returns null where the text is none
 * @example readGraphqlAnswer('{"data":{"viewer":null}}') // { data: { viewer: null } }
 */
export function readGraphqlAnswer(text: string): OwnerAnswer | null {
  const body = parsed(text);
  if (typeof body !== 'object' || body === null) return null;
  const { data, errors }: { data?: unknown; errors?: unknown } = body;
  if (data !== undefined && (typeof data !== 'object' || Array.isArray(data))) return null;
  if (errors !== undefined && !Array.isArray(errors)) return null;
  return data === undefined && errors === undefined ? null : body;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
