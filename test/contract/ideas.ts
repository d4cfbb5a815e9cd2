/** Mutations of ideas through the gateway, and the fields that an idea is read with. */
import { dataOf } from '../support/answer.ts';
import type { TestHouse } from '../support/house.ts';
import { memberToken } from './people.ts';

export const IDEA = `{
  id title summary body language status channel commentCount createdAt viewerPosition
  organisation { id } themes { id } area { id } author { id displayName }
  tally { support oppose pass cast { support oppose pass } }
}`;
const SUBMIT = `mutation ($input: SubmitPolicyIdeaInput!) {
  submitPolicyIdea(input: $input) { idea ${IDEA} userErrors { code field } }
}`;
const TAKE = `mutation ($input: TakePositionInput!) {
  takePosition(input: $input) { idea ${IDEA} userErrors { code field } }
}`;
const READ = `query ($id: ID!) { node(id: $id) { ... on PolicyIdea ${IDEA} } }`;
const COMMENT = `mutation ($input: CommentInput!) {
  comment(input: $input) {
    comment { id text stance createdAt author { id displayName } inReplyTo { id } idea { id commentCount } }
    userErrors { code field }
  }
}`;

interface Count {
  support: number;
  oppose: number;
  pass: number;
}

/** An idea as a client sees it. */
export interface IdeaView {
  id: string;
  title: string;
  status: string;
  commentCount: number;
  viewerPosition: string | null;
  author: { id: string; displayName: string } | null;
  tally: Count & { cast: Count };
}

export interface CommentView {
  id: string;
  text: string;
  stance: string;
  author: { id: string; displayName: string } | null;
  inReplyTo: { id: string } | null;
  idea: { id: string; commentCount: number };
}

type Refusals = { userErrors: { code: string; field: string | null }[] };

export const submitIdea = (house: TestHouse, input: object, token?: string) =>
  house.ask<{ submitPolicyIdea: Refusals & { idea: IdeaView | null } }>(
    SUBMIT,
    { input: { title: 'A bench at every bus stop', body: 'People wait **longer**.', ...input } },
    token,
  );

/** An idea that one of its organisation's members gave to it. */
export async function anIdeaAt(
  house: TestHouse,
  organisation: string,
  input: object = {},
): Promise<IdeaView> {
  const token = await memberToken(house, organisation, 'who has ideas');
  const answer = await submitIdea(house, { organisation, ...input }, token);
  return dataOf(answer).submitPolicyIdea.idea!;
}

export const takePosition = (house: TestHouse, idea: string, position: string, token?: string) =>
  house.ask<{ takePosition: Refusals & { idea: IdeaView | null } }>(
    TAKE,
    { input: { idea, position } },
    token,
  );

/** Takes a position, and gives the idea that was answered. */
export async function stand(
  house: TestHouse,
  idea: string,
  position: string,
  token: string,
): Promise<IdeaView> {
  return dataOf(await takePosition(house, idea, position, token)).takePosition.idea!;
}

/** The idea as its owner shows it to whoever has the token. */
export async function readIdea(
  house: TestHouse,
  id: string,
  token?: string,
): Promise<IdeaView | null> {
  return dataOf(await house.ask<{ node: IdeaView | null }>(READ, { id }, token)).node;
}

export const comment = (house: TestHouse, input: object, token?: string) =>
  house.ask<{ comment: Refusals & { comment: CommentView | null } }>(
    COMMENT,
    { input: { text: 'How much would it cost?', ...input } },
    token,
  );

/** Writes a comment, and gives it as it was answered. */
export async function write(house: TestHouse, input: object, token: string): Promise<CommentView> {
  return dataOf(await comment(house, input, token)).comment.comment!;
}
