/** Whether each server behind the gateway can do its work. */
import { request } from 'undici';

const ANSWER_WITHIN_MS = 1_000;

export type State = 'ready' | 'not ready' | 'unreachable';

/** Asks every owner's `/ready`, side by side. */
export async function statesOf(
  addresses: ReadonlyMap<string, string>,
): Promise<Record<string, State>> {
  const states = await Promise.all(
    [...addresses].map(async ([owner, address]) => [owner, await stateOf(address)] as const),
  );
  return Object.fromEntries(states);
}

async function stateOf(address: string): Promise<State> {
  try {
    const { statusCode, body } = await request(`${address}/ready`, {
      signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
    });
    await body.dump();
    return statusCode === 200 ? 'ready' : 'not ready';
  } catch {
    return 'unreachable';
  }
}
