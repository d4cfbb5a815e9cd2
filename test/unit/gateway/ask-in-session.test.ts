import { describe, expect, test } from '@jest/globals';
import { askInSession } from '../../../gateway/ask-in-session.ts';
import {
  type OwnerRequest,
  OwnerUnavailable,
  type UnavailableReason,
} from '../../../gateway/partition/owner.ts';
import type { SignedIn } from '../../../gateway/identity/signed-in.ts';
import { newShare } from '../../../identity/session-key.ts';
import { signerSessions } from '../../../identity/sessions-of-signer.ts';
import { someSigningKeys } from '../../support/identity.ts';

const keys = await someSigningKeys();
const request: OwnerRequest<SignedIn> = {
  owner: 'unite',
  contract: 'organisation',
  query: 'mutation { join { name } }',
  caller: null,
};

/** An owner that fails for these reasons, one after another, and then answers. */
function anOwner(...reasons: UnavailableReason[]) {
  const sessions = signerSessions('gateway', keys);
  let asked = 0;
  const ask = askInSession(async ({ owner }) => {
    const reason = reasons[asked++];
    if (reason) throw new OwnerUnavailable(owner, reason, 'it fails');
    return { data: {} };
  }, sessions);
  return {
    sessions,
    begin: () => sessions.begin('unite', newShare().share),
    outcome: () =>
      ask(request).then(
        () => 'answered',
        (error: unknown) => (error as OwnerUnavailable).reason,
      ),
    asked: () => asked,
  };
}

describe('a request in a session', () => {
  test('that is refused is asked again, and the session is over', async () => {
    const { begin, outcome, asked, sessions } = anOwner('refused');
    begin();
    expect([await outcome(), asked()]).toEqual(['answered', 2]);
    expect(sessions.with('unite')).toBeUndefined();
  });

  test('that is refused twice is refused', async () => {
    const { begin, outcome, asked } = anOwner('refused', 'refused');
    begin();
    expect([await outcome(), asked()]).toEqual(['refused', 2]);
  });

  test.each<UnavailableReason>(['timeout', 'failed', 'status', 'not-graphql', 'aborted'])(
    'that ends otherwise is not asked again, as it may have been carried out: %s',
    async (reason) => {
      const { begin, outcome, asked, sessions } = anOwner(reason);
      begin();
      expect([await outcome(), asked()]).toEqual([reason, 1]);
      expect(sessions.with('unite')).toBeDefined();
    },
  );
});

test('a request that is signed and refused is not asked again', async () => {
  const { outcome, asked } = anOwner('refused');
  expect([await outcome(), asked()]).toEqual(['refused', 1]);
});
