/** The log line of an owner that gave no answer. */
import type { Facts } from '../platform/log-facts.ts';
import { log } from '../platform/log.ts';
import { traceOf } from '../platform/trace.ts';
import type { SignedIn } from './identity/signed-in.ts';
import { type Ask, type OwnerRequest, OwnerUnavailable } from './partition/owner.ts';

/** Why an owner gave no answer: a word for it, or the error of a connection that failed. */
export const whyUnavailable = (error: unknown): Facts =>
  error instanceof OwnerUnavailable
    ? { reason: error.reason }
    : { reason: 'failed', ...traceOf(error) };

/** What was asked of an owner. */
type Asked = Pick<OwnerRequest<SignedIn>, 'owner' | 'contract' | 'requestId'>;

/** Asks an owner, and logs why it was unavailable. The reason is for operators, and no client sees it. */
export async function loggingUnavailable<Answer>(
  { owner, contract, requestId }: Asked,
  ask: () => Promise<Answer>,
): Promise<Answer> {
  try {
    return await ask();
  } catch (error) {
    const facts = { owner, contract, requestId, ...whyUnavailable(error) };
    // Why it is not asked was logged when it failed.
    if (facts.reason !== 'not-asked') log.warn(facts, 'organisation unavailable');
    throw error;
  }
}

/** The same for GraphQL. */
export const logUnavailable =
  (ask: Ask<SignedIn>): Ask<SignedIn> =>
  (request) =>
    loggingUnavailable(request, () => ask(request));
