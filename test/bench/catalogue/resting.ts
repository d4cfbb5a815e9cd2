/** What an organisation costs while nothing happens in it: at rest, and with the coalition waiting for its next entry. */
import { assertionsBy } from '../../../identity/assertion.ts';
import { newSigningKey, signingKeys } from '../../../identity/signing-keys.ts';
import { createFeedClient } from '../../../subgraphs/feed/follow/client.ts';
import type { BenchDatabase } from './database.ts';
import { sayUsage } from './growth.ts';
import { sayIdle } from './idle.ts';
import { organisationsOf } from '../measuring/organisations.ts';
import { startRole } from '../measuring/role.ts';
import type { Size } from './size.ts';

const SETTLED_S = 3;
const WAIT_S = 60;

export async function measureResting(
  _size: Size,
  { address, engine }: BenchDatabase,
  say: (text: string) => void,
): Promise<void> {
  const keys = { keys: [await newSigningKey()] };
  const client = createFeedClient(
    assertionsBy(
      'coalition',
      signingKeys(() => keys),
    ),
  );
  const role = startRole('catalogue/organisation');
  const stopped = new AbortController();
  try {
    const url = await role.call<string>('start', { address, keys });
    const all = { 'an organisation': role, 'its engine': engine };
    await sayIdle(say, all, SETTLED_S);
    const [{ id } = { id: '' }] = organisationsOf({ organisations: 1 });
    const request = {
      organisation: id,
      url,
      after: 0,
      wait: WAIT_S,
      limit: 500,
      compressed: false,
    };
    const waiting = drain(client.read(request, stopped.signal));
    await sayIdle(
      say,
      { 'an organisation that is waited for': role, 'its engine': engine },
      SETTLED_S,
    );
    await sayUsage(say, all);
    stopped.abort();
    await waiting;
  } finally {
    await client.close();
    await role.end();
  }
}

async function drain(lines: AsyncIterable<unknown>): Promise<void> {
  try {
    for await (const line of lines) if (line === null) break;
  } catch {
    // It was given up in the middle, as it should be.
  }
}
