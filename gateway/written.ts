/**
 * What a client wrote, so that its next list has it: the numbers at which the owners' feeds have it. The client
 * carries them from one answer to its next request, in a token that only a gateway can read or make. Nothing is
 * kept here between requests. (docs/decisions/readers-carry-what-they-wrote.md)
 */
import { hkdfSync } from 'node:crypto';
import type { ApolloServerPlugin } from '@apollo/server';
import { getOperationAST, GraphQLError, OperationTypeNode, parse } from 'graphql';
import { CompactEncrypt, compactDecrypt } from 'jose';
import { z } from 'zod';
import { COALITION } from '../directory/organisations.ts';
import { AFTER_HEADER, POSITION_HEADER } from '../schema/feed-headers.ts';
import { type Position, positionIn, positionsText } from '../schema/feed-positions.ts';
import type { Context } from './federation.ts';
import type { OwnerRequest } from './partition/owner.ts';
import type { AnswerHead } from './partition/upstream.ts';

/** The header of the token, on answers to mutations and on whatever the client asks then. */
export const WRITTEN_HEADER = 'groundswell-written';

const LONGEST_TOKEN = 4_096;

/** A token names no more owners: those written to last. */
const MOST_OWNERS = 30;

/** Where a feed has no such number a minute later, its organisation is shown as behind anyway, or lied. */
const KEPT_MS = 60_000;

const ALGORITHM = { alg: 'dir', enc: 'A256GCM' };

const whole = z.int().nonnegative();
const said = z.array(z.tuple([z.string(), whole.nullable(), whole])).max(MOST_OWNERS);

/** The position of a feed, and when its owner said it, in milliseconds. */
interface Said {
  position: Position;
  at: number;
}

/** What feeds have by their owner, in the order in which they were last written to. */
type Positions = Map<string, Said>;

interface Conversation {
  positions: Positions;
  wrote: boolean;
}

type Asked = Pick<OwnerRequest<unknown>, 'owner' | 'requestId'>;
type Answered = Asked & Pick<OwnerRequest<unknown>, 'query' | 'operationName'>;

export type Written = ReturnType<typeof createWritten>;

/**
 * @param secret the gateways' own, which the key of the tokens is derived from
 * @param now the time, in milliseconds
 */
export function createWritten(secret: string, now: () => number = Date.now) {
  const key = new Uint8Array(hkdfSync('sha256', secret, '', 'groundswell-written', 32));
  const open = new Map<string, Conversation>();
  const of = ({ requestId = '' }: Asked) => open.get(requestId);

  return {
    /** A request begins. @throws BAD_REQUEST (400) when its token is none. */
    async begin(requestId: string, token: string | string[] | undefined): Promise<void> {
      open.set(requestId, { positions: recent(await unsealed(token, key), now()), wrote: false });
    },

    /** The headers with which an owner is asked: the coalition is told what its answer is to have. */
    headersFor(asked: Asked): Record<string, string> {
      const conversation = of(asked);
      if (asked.owner !== COALITION || !conversation?.positions.size) return {};
      const positions = [...conversation.positions].map(
        ([owner, { position }]) => [owner, position] as const,
      );
      return { [AFTER_HEADER]: positionsText(new Map(positions)) };
    },

    /** An owner's answer begins so. What it says counts where it was asked to write, and did. */
    note(asked: Answered, { statusCode, headers }: AnswerHead): void {
      const conversation = of(asked);
      const text = headers[POSITION_HEADER];
      const position = typeof text === 'string' ? positionIn(text) : undefined;
      if (!conversation || position === undefined) return;
      if (statusCode !== 200 || !isMutation(asked)) return;
      const { positions } = conversation;
      const next = later(positions.get(asked.owner), { position, at: now() });
      positions.delete(asked.owner);
      positions.set(asked.owner, next);
      conversation.wrote = true;
    },

    /** The token for the client; null when this request wrote nothing. */
    async token(requestId: string): Promise<string | null> {
      const conversation = open.get(requestId);
      return conversation?.wrote ? sealed(conversation.positions, key) : null;
    },

    /** A request is answered, or its client has left. */
    end: (requestId: string): void => void open.delete(requestId),
  };
}

/** A plugin that gives the client its token. */
export const answersWritten = (written: Written): ApolloServerPlugin<Context> => ({
  requestDidStart: async () => ({
    async willSendResponse({ contextValue, response }) {
      const token = await written.token(contextValue.requestId);
      if (token !== null) response.http.headers.set(WRITTEN_HEADER, token);
    },
  }),
});

function isMutation({ query, operationName }: Answered): boolean {
  const operation = getOperationAST(parse(query), operationName);
  return operation?.operation === OperationTypeNode.MUTATION;
}

/** A number never goes back, nor is it renewed by a lower one: what was a lie is forgotten in time. */
const later = (before: Said | undefined, next: Said): Said =>
  before && isHigher(before.position, next.position) ? before : next;

/** Where one of them is not known, the later counts: a number has all that was written before it was said. */
const isHigher = (one: Position, other: Position): boolean =>
  one !== null && other !== null && one > other;

const recent = (positions: Positions, now: number): Positions =>
  new Map([...positions].filter(([, { at }]) => now - at <= KEPT_MS));

function sealed(written: Positions, key: Uint8Array): Promise<string> {
  const last = [...written]
    .slice(-MOST_OWNERS)
    .map(([owner, { position, at }]): z.infer<typeof said>[number] => [owner, position, at]);
  return new CompactEncrypt(new TextEncoder().encode(JSON.stringify(last)))
    .setProtectedHeader(ALGORITHM)
    .encrypt(key);
}

async function unsealed(token: string | string[] | undefined, key: Uint8Array): Promise<Positions> {
  if (token === undefined) return new Map();
  try {
    if (typeof token !== 'string' || token.length > LONGEST_TOKEN) throw new Error('too long');
    const { plaintext } = await compactDecrypt(token, key, {
      keyManagementAlgorithms: [ALGORITHM.alg],
      contentEncryptionAlgorithms: [ALGORITHM.enc],
    });
    const last = said.parse(JSON.parse(new TextDecoder().decode(plaintext)));
    return new Map(last.map(([owner, position, at]) => [owner, { position, at }]));
  } catch {
    throw new GraphQLError(
      `${WRITTEN_HEADER}: expected the value of that header in an earlier answer, but got another. Leave it out.`,
      { extensions: { code: 'BAD_REQUEST', http: { status: 400 } } },
    );
  }
}
