/**
 * Lets a client read its own writes. Each organisation reports the offset at which its feed has a write; the client
 * carries these offsets from one response to its next request in a causal token, and the gateway sends them to the
 * coalition, which waits until the catalogue has reached them. The gateway keeps nothing between requests.
 * (docs/decisions/readers-carry-what-they-wrote.md)
 */
import type { ApolloServerPlugin } from '@apollo/server';
import { getOperationAST, OperationTypeNode, parse } from 'graphql';
import { COALITION } from '../../directory/organisations.ts';
import { OFFSET_HEADER, REQUIRED_OFFSETS_HEADER } from '../../schema/feed-headers.ts';
import { formatOffsets, type Offset, parseOffset } from '../../schema/feed-offsets.ts';
import type { OwnerRequest } from '../partition/owner.ts';
import type { AnswerHead } from '../partition/upstream.ts';
import {
  CAUSAL_TOKEN_HEADER,
  decryptToken,
  encryptToken,
  type ReportedOffset,
  tokenKey,
  type WrittenOffsets,
} from './encrypted-token.ts';

/**
 * How long an offset counts, in milliseconds. A feed that has not reached it by then is either reported as behind anyway,
 * or belongs to an organisation that reported a false one.
 */
const KEPT_MS = 60_000;

/** The recorded offsets of one client while one request of it is answered. */
interface ClientWrites {
  offsets: WrittenOffsets;
  /** Whether this very request wrote something. */
  wrote: boolean;
}

type Asked = Pick<OwnerRequest<unknown>, 'owner' | 'requestId'>;
type AskedQuery = Asked & Pick<OwnerRequest<unknown>, 'query' | 'operationName'>;

export type CausalTokens = ReturnType<typeof createCausalTokens>;

/**
 * @param secret shared by all gateways; the key of the tokens follows from it
 * @param now the time, in milliseconds since 1970
 *
 * @example
 * const tokens = createCausalTokens(secret);
 * await tokens.begin(requestId, request.headers[CAUSAL_TOKEN_HEADER]);
 * // For each owner that the request is sent to: `tokens.headersFor(…)` before, `tokens.record(…)` after.
 * const token = await tokens.issue(requestId); // for the response; null when nothing was written
 * tokens.end(requestId);
 */
export function createCausalTokens(secret: string, now: () => number = Date.now) {
  const key = tokenKey(secret);
  const requests = new Map<string, ClientWrites>();
  const writesOf = ({ requestId = '' }: Asked) => requests.get(requestId);

  return {
    /** Begins a client's request. @throws BAD_REQUEST (400) when its token is not one of these gateways' */
    async begin(requestId: string, token: string | string[] | undefined): Promise<void> {
      const offsets = recent(await decryptToken(token, key), now());
      requests.set(requestId, { offsets, wrote: false });
    },

    /** The headers of a request to an owner: the coalition is sent the offsets that its answer must have reached. */
    headersFor(asked: Asked): Record<string, string> {
      const writes = writesOf(asked);
      if (asked.owner !== COALITION || !writes?.offsets.size) return {};
      const offsets = [...writes.offsets].map(([owner, { offset }]) => [owner, offset] as const);
      return { [REQUIRED_OFFSETS_HEADER]: formatOffsets(new Map(offsets)) };
    },

    /** Records the offset in an owner's response. It counts only on a successful response to a mutation. */
    record(asked: AskedQuery, { statusCode, headers }: AnswerHead): void {
      const writes = writesOf(asked);
      const text = headers[OFFSET_HEADER];
      const offset = typeof text === 'string' ? parseOffset(text) : undefined;
      if (!writes || offset === undefined) return;
      if (statusCode !== 200 || !isMutation(asked)) return;
      const { offsets } = writes;
      const next = later(offsets.get(asked.owner), { offset, reportedAt: now() });
      // Deleted first, so that the latest written to comes last.
      offsets.delete(asked.owner);
      offsets.set(asked.owner, next);
      writes.wrote = true;
    },

    /** The token for the client; null when this request wrote nothing. */
    async issue(requestId: string): Promise<string | null> {
      const writes = requests.get(requestId);
      return writes?.wrote ? encryptToken(writes.offsets, key) : null;
    },

    /** Ends a client's request: it is answered, or the client has left. */
    end: (requestId: string): void => void requests.delete(requestId),
  };
}

/** A plugin that sends the client its token. */
export const sendCausalToken = (
  tokens: CausalTokens,
): ApolloServerPlugin<{ requestId: string }> => ({
  requestDidStart: async () => ({
    async willSendResponse({ contextValue, response }) {
      const token = await tokens.issue(contextValue.requestId);
      if (token !== null) response.http.headers.set(CAUSAL_TOKEN_HEADER, token);
    },
  }),
});

function isMutation({ query, operationName }: AskedQuery): boolean {
  const operation = getOperationAST(parse(query), operationName);
  return operation?.operation === OperationTypeNode.MUTATION;
}

/**
 * Which of two reports of one organisation to keep. The higher offset stays, with the time of its own report: a lower
 * one does not renew it, so a false offset is forgotten after a minute.
 */
const later = (before: ReportedOffset | undefined, next: ReportedOffset): ReportedOffset =>
  before && isHigher(before.offset, next.offset) ? before : next;

/** When one of the two is unknown, the next one counts: an offset covers all that was written before it was reported. */
const isHigher = (before: Offset, next: Offset): boolean =>
  before !== null && next !== null && before > next;

const recent = (offsets: WrittenOffsets, now: number): WrittenOffsets =>
  new Map([...offsets].filter(([, { reportedAt }]) => now - reportedAt <= KEPT_MS));
