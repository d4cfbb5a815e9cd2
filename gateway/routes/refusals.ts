/** What the gateway answers to a request to a route in the place of its owner, in the form of every error here. */
import type { Refusal } from '../http/refusal.ts';
import { type OwnerUnavailable } from '../partition/owner.ts';

/** When to ask again after an owner was unavailable, in seconds: it is probed every second. */
const RETRY_UNAVAILABLE_S = 5;

/** When to ask again after an owner was suspended, in seconds. */
const RETRY_SUSPENDED_S = 3_600;

/** Nobody answers for the rows of a suspended organisation, and it may be reinstated. */
export const suspended = (organisation: string): Refusal => ({
  status: 503,
  message: `The organisation "${organisation}" is suspended by the coalition.`,
  extensions: { code: 'ORGANISATION_SUSPENDED', organisation },
  headers: { 'retry-after': String(RETRY_SUSPENDED_S) },
});

/** An owner that failed at a request is there; any other is not. */
export const noAnswer = ({ owner: organisation, reason }: OwnerUnavailable): Refusal =>
  reason === 'error'
    ? {
        status: 502,
        message: `The organisation "${organisation}" answered an error.`,
        extensions: { code: 'ORGANISATION_ERROR', organisation },
      }
    : {
        status: 503,
        message: `The organisation "${organisation}" is unavailable.`,
        extensions: { code: 'ORGANISATION_UNAVAILABLE', organisation },
        headers: { 'retry-after': String(RETRY_UNAVAILABLE_S) },
      };

export const wrongMethod = (method: string, allowed: readonly string[]): Refusal => ({
  status: 405,
  message: `Expected one of the methods ${allowed.join(', ')}, but got ${method}.`,
  extensions: { code: 'BAD_REQUEST' },
  headers: { allow: allowed.join(', ') },
});
