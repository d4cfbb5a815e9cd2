/** The log line of an owner that gave no answer. */
import type { Caller } from '../identity/caller.ts';
import { log } from '../platform/log.ts';
import { type Ask, OwnerUnavailable } from './partition/owner.ts';

/** Asks an owner, and logs why it was unavailable. The reason is for operators, and no client sees it. */
export const logUnavailable =
  (ask: Ask<Caller>): Ask<Caller> =>
  async (request) => {
    try {
      return await ask(request);
    } catch (error) {
      const { owner, contract, requestId } = request;
      const reason = error instanceof OwnerUnavailable ? error.reason : 'failed';
      // Why it is not asked was logged when it failed.
      if (reason !== 'not-asked')
        log.warn({ owner, contract, requestId, reason }, 'organisation unavailable');
      throw error;
    }
  };
