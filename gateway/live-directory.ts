/** The directory as the gateway follows it: from its last known copy, or the list on disk, to what the coalition says. */
import { setTimeout } from 'node:timers/promises';
import {
  createLiveDirectory,
  type Directory,
  directorySchema,
  type LiveDirectory,
} from '../directory/directory.ts';
import { readCopy, writeCopy } from '../directory/directory-copy.ts';
import { followDirectory, type Following } from '../directory/follow-directory.ts';
import { COALITION, type Organisation } from '../directory/organisations.ts';
import { assertionsBy } from '../identity/assertion.ts';
import type { SigningKeys } from '../identity/signing-keys.ts';

/** Nobody waits longer at a start for what the coalition says. */
const BEGIN_WITHIN_MS = 2_000;

export interface LiveDirectoryOptions {
  /** The list on disk, for a start without a copy. */
  organisations: readonly Organisation[];
  /** The coalition's base address. */
  coalition: string;
  /** What questions to the coalition are signed with. */
  signingKeys: SigningKeys;
  /** The file of the copy; null where none is kept. */
  copy: string | null;
}

export interface GatewayDirectory {
  directory: LiveDirectory;
  /**
   * Begins to follow the coalition. It can be asked once the gateway publishes its keys, as it verifies who asks.
   * @returns what resolves once the coalition told its directory, or has not for a while
   */
  follow(): Promise<void>;
  close(): Promise<void>;
}

/** The directory as it was known last, from which it is followed. */
export function openDirectory(options: LiveDirectoryOptions): GatewayDirectory {
  const { organisations, coalition, signingKeys, copy } = options;
  const directory = createLiveDirectory((copy && readCopy(copy)) || listed(organisations));
  const assertion = assertionsBy('gateway', signingKeys);
  const closed = new AbortController();
  let following: Following | undefined;
  return {
    directory,
    follow() {
      following = followDirectory({
        addresses: [coalition],
        path: '/directory',
        schema: directorySchema,
        headersFor: (path) => assertion(COALITION, { path, body: '' }, null),
        knowsAny: () => directory.now().affiliates.length > 0,
        take(told) {
          directory.replace(told);
          if (copy) writeCopy(copy, told);
        },
      });
      const enough = setTimeout(BEGIN_WITHIN_MS, undefined, { signal: closed.signal });
      return Promise.race([following.begun, enough.catch(() => undefined)]);
    },
    async close() {
      closed.abort();
      await following?.close();
    },
  };
}

/** The list as a directory: older than whatever the coalition says. */
const listed = (organisations: readonly Organisation[]): Directory => ({
  revision: 0,
  affiliates: organisations.map((one) => ({ ...one, url: null, status: 'ACTIVE' as const })),
});
