/** Requests in a session with an owner: see identity/sessions-of-signer.ts. */
import type { SignerSessions } from '../identity/sessions-of-signer.ts';
import type { SignedIn } from './identity/signed-in.ts';
import { type Ask, OwnerUnavailable } from './partition/owner.ts';

/**
 * Asks again, by signature, where an owner refused a request in a session: it was started anew, or is another process
 * than the one that took the session. Nothing was run for a request that was refused.
 */
export async function inSession<Answer>(
  sessions: SignerSessions,
  owner: string,
  ask: () => Promise<Answer>,
): Promise<Answer> {
  const session = sessions.with(owner);
  try {
    return await ask();
  } catch (error) {
    const isRefused = error instanceof OwnerUnavailable && error.reason === 'refused';
    if (!session || !isRefused) throw error;
    // Another request may have begun the next one meanwhile.
    if (sessions.with(owner) === session) sessions.end(owner);
    return ask();
  }
}

/** The same for GraphQL. */
export const askInSession =
  (ask: Ask<SignedIn>, sessions: SignerSessions): Ask<SignedIn> =>
  (request) =>
    inSession(sessions, request.owner, () => ask(request));
