/** Operations that an operator stored: a manifest on disk, as Apollo's and Relay's tools write it. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { parse } from 'graphql';
import { z } from 'zod';
import { readSettings } from '../../platform/settings.ts';
import { StartFailure } from '../../platform/start-failure.ts';

export interface StoredOperations {
  /**
   * The text of each operation: by its id in the manifest, by the SHA-256 of the text in hexadecimal, and by that with
   * `sha256:` before it.
   */
  readonly texts: ReadonlyMap<string, string>;
  /** Whether nothing else may run. */
  readonly only: boolean;
}

export const NO_STORED_OPERATIONS: StoredOperations = { texts: new Map(), only: false };

/** @example sha256('{ __typename }') // 'ecf4edb46db40b5132295c0291d62fb65d6759a9eedfa4d5d612dd5ec54a6b38' */
export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** `apollo-persisted-query-manifest`, as @apollo/generate-persisted-query-manifest writes it. */
const apolloManifest = z
  .object({
    format: z.literal('apollo-persisted-query-manifest'),
    version: z.literal(1),
    operations: z.array(z.object({ id: z.string().min(1), body: z.string() })),
  })
  .transform(({ operations }) => operations.map(({ id, body }) => [id, body] as const));

/** `persistConfig.file` of relay-compiler: texts by their ids. */
const relayMap = z
  .record(z.string().min(1), z.string())
  .transform((texts) => Object.entries(texts));

const manifest = z.union([apolloManifest, relayMap]);

const EXPECTED =
  'expected a file of stored operations: a manifest "apollo-persisted-query-manifest" of version 1, or the texts by their ids, as relay-compiler writes them';

const settings = {
  STORED_OPERATIONS: z.string().optional(),
  STORED_OPERATIONS_ONLY: z
    .enum(['true', 'false'], { error: 'expected "true" or "false"' })
    .default('false'),
};

/**
 * Reads the settings `STORED_OPERATIONS` and `STORED_OPERATIONS_ONLY`.
 * @throws StartFailure where the file is none, where an operation in it cannot be parsed or is not the one of its hash, or
 * where nothing could run
 */
export function readStoredOperations(env: NodeJS.ProcessEnv = process.env): StoredOperations {
  const { STORED_OPERATIONS: file, STORED_OPERATIONS_ONLY } = readSettings(settings, env);
  const only = STORED_OPERATIONS_ONLY === 'true';
  if (file === undefined && only)
    throw new StartFailure(
      'STORED_OPERATIONS: expected a file, as STORED_OPERATIONS_ONLY lets nothing else run, but it is not set.',
    );
  return file === undefined ? NO_STORED_OPERATIONS : { texts: textsOf(readManifest(file)), only };
}

function readManifest(file: string): readonly (readonly [id: string, text: string])[] {
  try {
    return manifest.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    throw new StartFailure(`STORED_OPERATIONS: ${EXPECTED}.`);
  }
}

function textsOf(operations: readonly (readonly [id: string, text: string])[]) {
  const texts = new Map<string, string>();
  for (const [id, text] of operations) {
    const hash = sha256(text);
    check(id, text, hash);
    for (const name of [id, hash, `sha256:${hash}`]) texts.set(name, text);
  }
  return texts;
}

/** An id that is written as a hash has to be the one of its text: clients rely on it. */
const HASH = /^(?:sha256:)?([\da-f]{64})$/;

function check(id: string, text: string, hash: string): void {
  const claimed = HASH.exec(id)?.[1];
  if (claimed !== undefined && claimed !== hash)
    throw new StartFailure(
      `STORED_OPERATIONS: expected the operation "${id}" to have this hash, but it has ${hash}.`,
    );
  try {
    parse(text);
  } catch (error) {
    throw new StartFailure(
      `STORED_OPERATIONS: the operation "${id}" cannot be parsed: ${(error as Error).message}`,
    );
  }
}
