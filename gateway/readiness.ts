/** Whether each server behind the gateway is ready. */
import { Agent, type buildConnector, type Dispatcher } from 'undici';
import type { Affiliate, LiveDirectory } from '../directory/directory.ts';
import { COALITION } from '../directory/organisations.ts';
import { sharedFor } from '../platform/async/shared-for.ts';
import type { Readiness } from '../platform/http/server.ts';
import type { AddressOf } from './addresses.ts';

const ANSWER_WITHIN_MS = 1_000;

/** The servers are asked at most this often, whoever asks the gateway, and however often. */
const ASK_EVERY_MS = 1_000;

/** The state of one server, as `/ready` of the gateway shows it. */
export type ServerState = 'ready' | 'not ready' | 'unreachable' | 'suspended';

/** What the gateway can answer. Lists across organisations are the coalition's; an organisation's own pages need no other. */
export type Answers = 'everything' | "organisations' own pages only";

/**
 * What `/ready` of the gateway says. It is ready without any organisation, and for organisations' own pages without the
 * coalition, but on a first start: then it is ready once the coalition is, so that nobody's first list fails.
 */
export function gatewayReadiness(
  states: () => Promise<Record<string, ServerState>>,
  isFirstStart: boolean,
): () => Promise<Readiness & { answers: Answers }> {
  let isReady = !isFirstStart;
  return async () => {
    const organisations = await states();
    const hasLists = organisations[COALITION] === 'ready';
    isReady ||= hasLists;
    const answers = hasLists ? 'everything' : "organisations' own pages only";
    return { ready: isReady, answers, organisations };
  };
}

/** Asks servers whether they are ready, over connections of this connector, at most once a second. */
export function createReadinessCheck(
  directory: Pick<LiveDirectory, 'now'>,
  addressOf: AddressOf,
  connect: buildConnector.connector,
) {
  const agent = new Agent({ connect });
  const states = sharedFor(ASK_EVERY_MS, () => statesOf(directory, addressOf, agent));
  return { states, close: () => agent.close() };
}

/** Asks `/ready` of the coalition and of every affiliate that is not suspended, in parallel. */
async function statesOf(
  directory: Pick<LiveDirectory, 'now'>,
  addressOf: AddressOf,
  agent: Dispatcher,
): Promise<Record<string, ServerState>> {
  const all: Pick<Affiliate, 'id' | 'status'>[] = [
    ...directory.now().affiliates,
    { id: COALITION, status: 'ACTIVE' },
  ];
  const states = await Promise.all(
    all.map(async ({ id, status }): Promise<[string, ServerState]> => {
      if (status === 'SUSPENDED') return [id, 'suspended'];
      const address = addressOf(id);
      return [id, address === null ? 'unreachable' : await stateOf(address, agent)];
    }),
  );
  return Object.fromEntries(states);
}

async function stateOf(address: string, dispatcher: Dispatcher): Promise<ServerState> {
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
