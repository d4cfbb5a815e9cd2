/** A think-tank with papers, and what is asked of them. */
import type { Caller } from '../../../identity/caller.ts';
import {
  experienceModel,
  newExperience,
} from '../../../subgraphs/organisation/experiences/experience.ts';
import { partId } from '../../../subgraphs/framework/parts.ts';
import { newId } from '../../../subgraphs/framework/ids.ts';
import type { PaperRow } from '../../../subgraphs/kinds/think-tank/papers/paper.ts';
import { dataOf } from '../../support/answer.ts';
import { anEditor } from '../../support/callers.ts';
import { testDatabase } from '../../support/database.ts';
import { anOrganisation } from '../../support/organisation.ts';
import type { PaperStatus } from '../../../schema/generated/enums.ts';

export const editor = anEditor('progress');

/** The id of an experience of another organisation: whether that one has it, nobody can tell here. */
export const anExperience = (owner = 'unite'): string => newId(owner, 'experience');

const PAPER = `{
  id organisation { id name kind } title abstract themes { id name } status anchoring createdAt
  claims { id number text experiences { id } }
}`;
const RECORD = `mutation ($input: RecordPaperInput!) {
  recordPaper(input: $input) { paper ${PAPER} userErrors { code message field } }
}`;
const CITE = `mutation ($input: CiteExperienceInput!) {
  citeExperience(input: $input) { paper ${PAPER} userErrors { code message field } }
}`;
const ENTITIES = `query ($representations: [_Any!]!) {
  entities: _entities(representations: $representations) { ... on Paper ${PAPER} }
}`;
const LIST = `query ($representations: [_Any!]!, $first: Int, $after: String) {
  entities: _entities(representations: $representations) { ... on Organisation {
    papers(first: $first, after: $after) {
      totalCount pageInfo { hasNextPage endCursor } edges { node { id } }
    }
  } }
}`;

export interface PaperView {
  id: string;
  status: PaperStatus;
  anchoring: number | null;
  claims: { id: string; number: number; text: string; experiences: { id: string }[] }[];
}
interface Payload {
  paper: PaperView | null;
  userErrors: { code: string; message: string; field: string | null }[];
}
interface Page {
  totalCount: number;
  pageInfo: { hasNextPage: boolean; endCursor: string | null };
  edges: { node: { id: string } }[];
}

export const idsIn = ({ edges }: Page): string[] => edges.map(({ node }) => node.id);

/** A think-tank on a database of its own. */
export async function aThinkTank() {
  const database = await testDatabase();
  const progress = await anOrganisation('progress', database.address('progress'));
  const ask = <Data>(query: string, variables: object, caller: Caller | null) =>
    progress.ask<Data>('think-tank', query, variables, caller);

  return {
    progress,
    rows: progress.db.model<PaperRow>('Paper'),

    record: (given: object, caller: Caller | null = editor) => {
      const sound = { title: 'The last bus home', abstract: 'What an evening service is worth.' };
      const input = { organisation: 'progress', ...sound, ...given };
      return ask<{ recordPaper: Payload }>(RECORD, { input }, caller);
    },

    /** The id of an experience that was shared with the think-tank itself. */
    async anOwnExperience(): Promise<string> {
      const _id = newId('progress', 'experience');
      const testimony = { text: 'I waited.', createdAt: new Date() };
      await experienceModel(progress.db).create(
        newExperience({ _id, organisation: 'progress', ...testimony }),
      );
      return _id;
    },

    async aPaper(given: object = {}): Promise<PaperView> {
      return dataOf(await this.record(given)).recordPaper.paper!;
    },

    cite: (paper: string, claim: number, experience: string, caller: Caller | null = editor) =>
      ask<{ citeExperience: Payload }>(
        CITE,
        { input: { paper, claim: partId(paper, 'claim', claim), experience } },
        caller,
      ),

    async read(id: string, caller: Caller | null = null): Promise<PaperView | null> {
      const representations = [{ __typename: 'Paper', id }];
      const answer = ask<{ entities: [PaperView | null] }>(ENTITIES, { representations }, caller);
      return dataOf(await answer).entities[0];
    },

    async list(caller: Caller | null, args: { first?: number; after?: string | null } = {}) {
      const representations = [{ __typename: 'Organisation', id: 'progress' }];
      const variables = { representations, ...args };
      const answer = ask<{ entities: [{ papers: Page }] }>(LIST, variables, caller);
      return dataOf(await answer).entities[0].papers;
    },

    /** The cards that the coalition is given. */
    cards: () => progress.cards<{ _id: string; type: string; summary: string }>(),

    async stop(): Promise<void> {
      await progress.close();
      await database.close();
    },
  };
}

export type ThinkTank = Awaited<ReturnType<typeof aThinkTank>>;
