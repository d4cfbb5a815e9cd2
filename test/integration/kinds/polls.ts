/** A union with polls, and what is asked of them. */
import type { Caller } from '../../../identity/caller.ts';
import { partId } from '../../../subgraphs/framework/parts.ts';
import { newId } from '../../../subgraphs/framework/ids.ts';
import { memberModel } from '../../../subgraphs/organisation/members/member.ts';
import { newPoll, type PollRow } from '../../../subgraphs/kinds/union/polls/poll.ts';
import { dataOf } from '../../support/answer.ts';
import { aNamedMember } from '../../support/builders.ts';
import { aMember, anOrganiser } from '../../support/callers.ts';
import { testDatabase } from '../../support/database.ts';
import { anOrganisation } from '../../support/organisation.ts';

const HOUR_MS = 60 * 60 * 1000;
export const inHours = (hours: number): Date => new Date(Date.now() + hours * HOUR_MS);

export const POLL = `{
  id organisation { id name kind } question options { number text votes } status opensAt closesAt results voteCount
  viewerVote { number text }
}`;
const OPEN = `mutation ($input: OpenPollInput!) {
  openPoll(input: $input) { poll ${POLL} userErrors { code message field } }
}`;
const VOTE = `mutation ($input: VotePollInput!) {
  votePoll(input: $input) { poll ${POLL} userErrors { code message field } }
}`;
const ENTITIES = `query ($representations: [_Any!]!) {
  entities: _entities(representations: $representations) { ... on Poll ${POLL} }
}`;
const LIST = `query ($representations: [_Any!]!, $first: Int, $after: String) {
  entities: _entities(representations: $representations) { ... on Organisation {
    polls(first: $first, after: $after) {
      totalCount pageInfo { hasNextPage hasPreviousPage endCursor } edges { cursor node ${POLL} }
    }
  } }
}`;

export interface PollView {
  id: string;
  question: string;
  options: { number: number; text: string; votes: number | null }[];
  status: string;
  opensAt: string;
  closesAt: string;
  voteCount: number | null;
  viewerVote: { number: number; text: string } | null;
}
export interface Payload {
  poll: PollView | null;
  userErrors: { code: string; message: string; field: string | null }[];
}
interface Page {
  totalCount: number;
  pageInfo: { hasNextPage: boolean; hasPreviousPage: boolean; endCursor: string | null };
  edges: { cursor: string; node: PollView }[];
}

/** The votes of each option, in order. */
export const countsIn = (poll: PollView | null) => poll?.options.map(({ votes }) => votes);

/** A union on a database of its own. */
export async function aUnion() {
  const database = await testDatabase();
  const unite = await anOrganisation('unite', database.address('unite'));
  const ask = <Data>(query: string, variables: object, caller: Caller | null) =>
    unite.ask<Data>('union', query, variables, caller);
  const rows = unite.db.model<PollRow>('Poll');

  return {
    unite,

    /** Puts a poll on record, as it is given. */
    async aPoll(given: Partial<PollRow> = {}): Promise<PollRow> {
      const poll = newPoll({
        _id: newId('unite', 'poll'),
        organisation: 'unite',
        title: 'Early shift or late?',
        options: ['Early', 'Late'],
        results: 'LIVE',
        closesAt: inHours(1),
        createdAt: inHours(-2),
        ...given,
      });
      await rows.create(poll);
      return poll;
    },

    /** Moves the close of a poll into the past. */
    close: async (_id: string): Promise<void> => {
      await rows.updateOne({ _id }, { $set: { closesAt: inHours(-1) } });
    },

    /** Someone on record, the same one for the same name. */
    async joined(name: string): Promise<Caller> {
      const caller = aMember('unite', name);
      const row = aNamedMember({ organisation: 'unite', _id: caller.person, displayName: name });
      await memberModel(unite.db).create(row);
      return caller;
    },

    open: (given: object, caller: Caller | null = anOrganiser('unite')) => {
      const sound = { question: 'Four days or five?', options: ['Four', 'Five'] };
      const input = { organisation: 'unite', ...sound, closesAt: inHours(1), ...given };
      return ask<{ openPoll: Payload }>(OPEN, { input }, caller);
    },

    vote: (poll: string, number: number, caller: Caller | null) =>
      ask<{ votePoll: Payload }>(
        VOTE,
        { input: { poll, option: partId(poll, 'option', number) } },
        caller,
      ),

    /** Polls by what stands for their ids, as the gateway asks for them. */
    async readAll(ids: readonly unknown[], caller: Caller | null = null) {
      const representations = ids.map((id) => ({ __typename: 'Poll', id }));
      const answer = ask<{ entities: (PollView | null)[] }>(ENTITIES, { representations }, caller);
      return dataOf(await answer).entities;
    },

    async read(id: string, caller: Caller | null = null): Promise<PollView | null> {
      const [poll] = await this.readAll([id], caller);
      return poll ?? null;
    },

    async list(args: { first?: number; after?: string | null }, caller: Caller | null = null) {
      const representations = [{ __typename: 'Organisation', id: 'unite' }];
      const answer = ask<{ entities: [{ polls: Page }] }>(
        LIST,
        { representations, ...args },
        caller,
      );
      return dataOf(await answer).entities[0].polls;
    },

    async stop(): Promise<void> {
      await unite.close();
      await database.close();
    },
  };
}

export type Union = Awaited<ReturnType<typeof aUnion>>;
