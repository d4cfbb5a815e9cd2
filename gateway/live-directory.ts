/** The gateway's directory: it starts from the copy or the list on disk, and then follows the coalition. */
import { setTimeout } from 'node:timers/promises';
import {
  createLiveDirectory,
  type Directory,
  directorySchema,
  type LiveDirectory,
} from '../directory/directory.ts';
import { readCopy, writeCopy } from '../directory/directory-copy.ts';
import { type DirectorySubscription, followDirectory } from '../directory/follow-directory.ts';
import { COALITION, type Organisation } from '../directory/organisations.ts';
import { assertionsBy } from '../identity/assertion.ts';
import type { SigningKeys } from '../identity/signing-keys.ts';

/** The longest that a start waits for the coalition's directory. */
const FIRST_SNAPSHOT_WITHIN_MS = 2_000;

export interface LiveDirectoryOptions {
  /** The list on disk, for a start without a copy. */
  organisations: readonly Organisation[];
  /** The coalition's base address. */
  coalition: string;
  /** The keys that sign requests to the coalition. */
  signingKeys: SigningKeys;
  /** The file of the copy; null where none is kept. */
  copy: string | null;
}

export interface GatewayDirectory {
  directory: LiveDirectory;
  /** Whether there was no copy: no gateway with this copy has run before. */
  isFirstStart: boolean;
  /**
   * Starts to follow the coalition. The gateway has to serve its public keys by then: the coalition verifies requests.
   * @returns a promise that resolves once the first directory has come, or after two seconds without one
   */
  follow(): Promise<void>;
  close(): Promise<void>;
}

/** Opens the directory as it is on disk; `follow` then brings it up to date. */
export function openGatewayDirectory(options: LiveDirectoryOptions): GatewayDirectory {
  const { organisations, coalition, signingKeys, copy } = options;
  const kept = copy === null ? null : readCopy(copy);
  const directory = createLiveDirectory(kept ?? directoryFrom(organisations));
  const assertion = assertionsBy('gateway', signingKeys);
  const closed = new AbortController();
  let subscription: DirectorySubscription | undefined;
  return {
    directory,
    isFirstStart: kept === null,
    follow() {
      subscription = followDirectory({
        addresses: [coalition],
        path: '/directory',
        schema: directorySchema,
        headersFor: (path) => assertion(COALITION, { path, body: '' }, null),
        hasAffiliates: () => directory.now().affiliates.length > 0,
        onSnapshot(snapshot) {
          directory.replace(snapshot);
          if (copy) writeCopy(copy, snapshot);
        },
      });
      const timeout = setTimeout(FIRST_SNAPSHOT_WITHIN_MS, undefined, { signal: closed.signal });
      return Promise.race([subscription.firstSnapshot, timeout.catch(() => undefined)]);
    },
    async close() {
      closed.abort();
      await subscription?.close();
    },
  };
}

/** The list on disk as a directory: its revision is below every revision of the coalition's. */
const directoryFrom = (organisations: readonly Organisation[]): Directory => ({
  revision: 0,
  affiliates: organisations.map((one) => ({ ...one, url: null, status: 'ACTIVE' as const })),
});
