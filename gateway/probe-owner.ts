import { Agent, type buildConnector } from 'undici';
import type { AddressOf } from './addresses.ts';

const ANSWER_WITHIN_MS = 1_000;

/**
 * Asks owners whether they are ready, over connections of their own. By that they ask their databases, which `/live` does
 * not: an owner whose database hangs lives, and answers nothing.
 */
export function createProbe(addressOf: AddressOf, connect: buildConnector.connector) {
  const agent = new Agent({ connect });
  return {
    /** @throws Error where the owner does not answer in time that it is ready */
    async probe(owner: string): Promise<void> {
      const { origin, pathname: path } = new URL(`${addressOf(owner)}/ready`);
      const signal = AbortSignal.timeout(ANSWER_WITHIN_MS);
      const { statusCode, body } = await agent.request({ origin, path, method: 'GET', signal });
      await body.dump();
      if (statusCode !== 200) throw new Error(`Expected the status 200, but got ${statusCode}.`);
    },
    close: () => agent.close(),
  };
}
