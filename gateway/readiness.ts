/** Whether each server behind the gateway can do its work. */
import { Agent, type buildConnector, type Dispatcher } from 'undici';
import type { Affiliate, LiveDirectory } from '../directory/directory.ts';
import { COALITION } from '../directory/organisations.ts';
import type { AddressOf } from './addresses.ts';

const ANSWER_WITHIN_MS = 1_000;

export type State = 'ready' | 'not ready' | 'unreachable' | 'suspended';

/** Asks servers whether they are ready, connecting to them as is allowed. */
export function createStates(
  directory: Pick<LiveDirectory, 'now'>,
  addressOf: AddressOf,
  connect: buildConnector.connector,
) {
  const agent = new Agent({ connect });
  return { now: () => statesOf(directory, addressOf, agent), close: () => agent.close() };
}

/** Asks the `/ready` of the coalition and of every affiliate that is not suspended, side by side. */
async function statesOf(
  directory: Pick<LiveDirectory, 'now'>,
  addressOf: AddressOf,
  agent: Dispatcher,
): Promise<Record<string, State>> {
  const all: Pick<Affiliate, 'id' | 'status'>[] = [
    ...directory.now().affiliates,
    { id: COALITION, status: 'ACTIVE' },
  ];
  const states = await Promise.all(
    all.map(async ({ id, status }): Promise<[string, State]> => {
      if (status === 'SUSPENDED') return [id, 'suspended'];
      const address = addressOf(id);
      return [id, address === null ? 'unreachable' : await stateOf(address, agent)];
    }),
  );
  return Object.fromEntries(states);
}

async function stateOf(address: string, dispatcher: Dispatcher): Promise<State> {
  try {
    const { origin, pathname: path } = new URL(`${address}/ready`);
    const { statusCode, body } = await dispatcher.request({
      origin,
      path,
      method: 'GET',
      signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
    });
    await body.dump();
    return statusCode === 200 ? 'ready' : 'not ready';
  } catch {
    return 'unreachable';
  }
}
