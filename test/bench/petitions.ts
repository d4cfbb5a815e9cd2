/** Petitions of the UK Parliament: which were rejected as duplicates, and of which other one. */
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { z } from 'zod';
import { fileOfHouse } from '../../platform/root.ts';

/** The data that is not part of the house; it may be missing. */
export const PETITIONS = fileURLToPath(fileOfHouse('../shared/data/uk-petitions.ndjson.gz'));

export const hasPetitions = existsSync(PETITIONS);

const text = z
  .string()
  .nullish()
  .transform((given) => given ?? '');

const line = z.object({
  id: z.number(),
  attributes: z.object({
    action: z.string(),
    background: text,
    additional_details: text,
    state: z.string(),
    created_at: z.string(),
    rejection: z.object({ code: z.string(), details: text }).nullish(),
  }),
});

/** A petition. */
export interface Petition {
  id: string;
  title: string;
  /** What is wanted, in at most 300 characters: what a card carries. */
  summary: string;
  /** What else is said: what a card does not carry. */
  body: string;
  createdAt: string;
}

/** A petition that was rejected because there was one already. */
export interface Duplicate extends Petition {
  original: string;
}

export interface Petitions {
  /** Every petition that was not rejected. */
  candidates: Petition[];
  /** Those whose original is among them. */
  duplicates: Duplicate[];
}

/** Reads them from NDJSON, gzipped or not. Ends the process with a sentence where there is no such file. */
export function readPetitions(file: string): Petitions {
  if (!existsSync(file)) {
    process.stderr.write(`Expected petitions in ${file}, but there is no such file.\n`);
    process.exit(1);
  }
  const bytes = readFileSync(file);
  const lines = (file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString().trim().split('\n');
  return petitionsIn(lines.map((one) => JSON.parse(one)));
}

export function petitionsIn(given: readonly unknown[]): Petitions {
  const all = given.map((one) => line.parse(one));
  const candidates = all.filter(({ attributes: { state } }) => state !== 'rejected');
  const candidateIds = new Set(candidates.map(({ id }) => String(id)));
  const duplicates = all.flatMap((one) => {
    const { rejection } = one.attributes;
    if (rejection?.code !== 'duplicate') return [];
    const links = [...rejection.details.matchAll(/\/petitions\/(\d+)/g)].map(([, id]) => id ?? '');
    // Where several are named, the first is the one that asks for the same.
    const original = links.find((id) => candidateIds.has(id));
    return original === undefined ? [] : [{ ...petitionOf(one), original }];
  });
  return { candidates: candidates.map(petitionOf), duplicates };
}

const petitionOf = ({ id, attributes }: z.output<typeof line>): Petition => ({
  id: String(id),
  title: attributes.action,
  summary: attributes.background,
  body: attributes.additional_details,
  createdAt: attributes.created_at,
});
