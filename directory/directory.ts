/** The directory at one revision: which organisations are affiliated, where each is served, and which are suspended. */
import { z } from 'zod';
import { organisationSchema } from './organisations.ts';
import { AffiliateStatus } from '../schema/generated/enums.ts';

/** One affiliate as the directory describes it. */
const affiliateSchema = organisationSchema.extend({
  /** The issuer of its people's tokens; null while it has none. */
  issuer: z.string().nullable(),
  /** The base address of its subgraph; null where only the settings of programs have it. */
  url: z.string().nullable(),
  status: z.enum(AffiliateStatus),
});
export type Affiliate = z.infer<typeof affiliateSchema>;

/** As the coalition serves it at `GET /directory`, and as the gateway keeps a copy of it on disk. */
export const directorySchema = z.object({
  /** How many changes were made to it: each adds one. */
  revision: z.int().nonnegative(),
  affiliates: z.array(affiliateSchema),
});
export type Directory = z.infer<typeof directorySchema>;

/** The most bytes that a client reads of one: 4 MB are thousands of affiliates. */
export const LARGEST_DIRECTORY = 4 * 1024 * 1024;

/** The current directory, and notice of its changes. */
export interface LiveDirectory {
  now(): Directory;
  /** Calls the listener at each change. @returns what ends that */
  onChange(listener: (directory: Directory) => void): () => void;
}

/** A live directory, with the means to replace it. */
export function createLiveDirectory(
  first: Directory,
): LiveDirectory & { replace(next: Directory): void } {
  let current = first;
  const listeners = new Set<(directory: Directory) => void>();
  return {
    now: () => current,
    onChange: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    replace: (next) => {
      current = next;
      for (const listener of listeners) listener(next);
    },
  };
}
