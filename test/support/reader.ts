/** A client that reads its own writes, also those that a test makes past the gateway, straight into a database. */
import { COALITION } from '../../directory/organisations.ts';
import { createCausalTokens } from '../../gateway/causal-token/causal-tokens.ts';
import { CAUSAL_TOKEN_HEADER } from '../../gateway/causal-token/encrypted-token.ts';
import { OFFSET_HEADER, REQUIRED_OFFSETS_HEADER } from '../../schema/feed-headers.ts';
import { formatOffset, type Offset, parseOffsets } from '../../schema/feed-offsets.ts';

/** The token that a gateway with this secret gives to a client whose writes have these offsets. */
export async function causalTokenOf(
  secret: string,
  offsets: Iterable<readonly [owner: string, offset: Offset]>,
): Promise<string> {
  const tokens = createCausalTokens(secret);
  await tokens.begin('', undefined);
  for (const [owner, offset] of offsets)
    tokens.record(
      { owner, requestId: '', query: 'mutation { write }' },
      { statusCode: 200, headers: { [OFFSET_HEADER]: formatOffset(offset) } },
    );
  return (await tokens.issue('')) ?? '';
}

interface Owner {
  written: boolean;
}

/**
 * @param secret the gateway's, so that it accepts the tokens of this client
 * @param fetchOffset asks an organisation for the offset up to which its feed has everything that was written
 */
export function aReader(
  secret: string,
  owners: ReadonlyMap<string, Owner>,
  fetchOffset: (owner: string) => Promise<number>,
) {
  const tokens = createCausalTokens(secret);
  const offsets = new Map<string, number>();
  const advance = (owner: string, offset: number) =>
    offsets.set(owner, Math.max(offset, offsets.get(owner) ?? 0));

  const logging = new Map<string, Promise<void>>();

  /** Makes an organisation log what tests wrote into its database. Concurrent callers wait for the same request. */
  async function log(id: string, owner: Owner): Promise<void> {
    if (owner.written && id !== COALITION) {
      owner.written = false;
      const asking = fetchOffset(id).then(
        (offset) => void advance(id, offset),
        // Its server was ended: nothing of it is waited for.
        () => undefined,
      );
      logging.set(id, asking);
    }
    await logging.get(id);
  }

  return {
    /** The headers of a request. */
    async headers(): Promise<Record<string, string>> {
      await Promise.all([...owners].map(([id, owner]) => log(id, owner)));
      const token = await causalTokenOf(secret, offsets);
      return token ? { [CAUSAL_TOKEN_HEADER]: token } : {};
    },

    /** Keeps the offsets in the token of a response. */
    async receive(headers: Headers): Promise<void> {
      const token = headers.get(CAUSAL_TOKEN_HEADER);
      if (token === null) return;
      await tokens.begin('in', token);
      const { [REQUIRED_OFFSETS_HEADER]: text = '' } = tokens.headersFor({
        owner: COALITION,
        requestId: 'in',
      });
      for (const [owner, offset] of parseOffsets(text) ?? [])
        if (offset !== null) advance(owner, offset);
    },
  };
}
