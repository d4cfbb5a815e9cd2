/** The directory at one moment: who is affiliated, where each is served, and whether it is suspended. */
import { z } from 'zod';
import { organisationSchema } from './organisations.ts';

const AFFILIATE_STATUSES = ['ACTIVE', 'SUSPENDED'] as const;

/** One affiliate as the directory has it. */
const affiliateSchema = organisationSchema.extend({
  /** Where its people sign in; null when nobody of it does yet. */
  issuer: z.string().nullable(),
  /** The base address of its subgraph; null where only the settings say it. */
  url: z.string().nullable(),
  status: z.enum(AFFILIATE_STATUSES),
});
export type Affiliate = z.infer<typeof affiliateSchema>;

/** As `GET /directory` of the coalition answers it, and as a copy of it stands on disk. */
export const directorySchema = z.object({
  /** Grows by one with every change. */
  revision: z.int().nonnegative(),
  affiliates: z.array(affiliateSchema),
});
export type Directory = z.infer<typeof directorySchema>;

/** In bytes. Nobody reads a longer one: 4 MB are thousands of affiliates. */
export const LARGEST_DIRECTORY = 4 * 1024 * 1024;

/** The directory as it changes. */
export interface LiveDirectory {
  now(): Directory;
  /** Tells of every change from now on, until the function that it returns is called. */
  onChange(told: (directory: Directory) => void): () => void;
}

/** A live directory, and how it is told of a newer state. */
export function createLiveDirectory(
  first: Directory,
): LiveDirectory & { replace(next: Directory): void } {
  let current = first;
  const listeners = new Set<(directory: Directory) => void>();
  return {
    now: () => current,
    onChange: (told) => {
      listeners.add(told);
      return () => void listeners.delete(told);
    },
    replace: (next) => {
      current = next;
      for (const told of listeners) told(next);
    },
  };
}
