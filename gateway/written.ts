/**
 * What a client wrote, so that its next list has it: the numbers at which the owners' feeds have it. The client
 * carries them from one answer to its next request, in a token that only a gateway can read or make. Nothing is
 * kept here between requests. (docs/decisions/readers-carry-what-they-wrote.md)
 */
import { hkdfSync } from 'node:crypto';
import type { ApolloServerPlugin } from '@apollo/server';
import { GraphQLError } from 'graphql';
import { CompactEncrypt, compactDecrypt } from 'jose';
import { z } from 'zod';
import { COALITION } from '../directory/organisations.ts';
import { AFTER_HEADER, POSITION_HEADER } from '../schema/feed-headers.ts';
import type { Context } from './federation.ts';
import type { OwnerRequest } from './partition/owner.ts';

/** The header of the token, on answers to mutations and on whatever the client asks then. */
export const WRITTEN_HEADER = 'groundswell-written';

const LONGEST_TOKEN = 4_096;

/** A token names no more owners: those written to last. */
const MOST_OWNERS = 30;

const ALGORITHM = { alg: 'dir', enc: 'A256GCM' };

const positions = z.array(z.tuple([z.string(), z.int().nonnegative()])).max(MOST_OWNERS);

/** Numbers of feeds by their owner, in the order in which they were last written to. */
type Positions = Map<string, number>;

interface Conversation {
  positions: Positions;
  wrote: boolean;
}

type Asked = Pick<OwnerRequest<unknown>, 'owner' | 'requestId'>;

export type Written = ReturnType<typeof createWritten>;

/** @param secret the gateways' own, which the key of the tokens is derived from */
export function createWritten(secret: string) {
  const key = new Uint8Array(hkdfSync('sha256', secret, '', 'groundswell-written', 32));
  const open = new Map<string, Conversation>();
  const of = ({ requestId = '' }: Asked) => open.get(requestId);

  return {
    /** A request begins. @throws BAD_REQUEST (400) when its token is none. */
    async begin(requestId: string, token: string | string[] | undefined): Promise<void> {
      open.set(requestId, { positions: await unsealed(token, key), wrote: false });
    },

    /** The headers with which an owner is asked: the coalition is told what its answer is to have. */
    headersFor(asked: Asked): Record<string, string> {
      const conversation = of(asked);
      if (asked.owner !== COALITION || !conversation?.positions.size) return {};
      const said = [...conversation.positions].map(([owner, number]) => `${owner}=${number}`);
      return { [AFTER_HEADER]: said.join() };
    },

    /** An owner answered with these headers. */
    note(asked: Asked, headers: Readonly<Record<string, string | string[] | undefined>>): void {
      const conversation = of(asked);
      const said = headers[POSITION_HEADER];
      if (!conversation || typeof said !== 'string' || !/^\d{1,15}$/.test(said)) return;
      const before = conversation.positions.get(asked.owner) ?? 0;
      conversation.positions.delete(asked.owner);
      conversation.positions.set(asked.owner, Math.max(before, Number(said)));
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

function sealed(written: Positions, key: Uint8Array): Promise<string> {
  const last = [...written].slice(-MOST_OWNERS);
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
    return new Map(positions.parse(JSON.parse(new TextDecoder().decode(plaintext))));
  } catch {
    throw new GraphQLError(
      `${WRITTEN_HEADER}: expected the value of that header in an earlier answer, but got another. Leave it out.`,
      { extensions: { code: 'BAD_REQUEST', http: { status: 400 } } },
    );
  }
}
