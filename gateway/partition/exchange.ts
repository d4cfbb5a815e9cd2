import type { Agent } from 'undici';
import { readGraphqlAnswer } from './graphql-answer.ts';
import { OwnerUnavailable } from './owner.ts';
import type { OwnerAnswer } from './owner.ts';
import { readBody } from './read-body.ts';

/** The status and the headers of an owner's answer. */
export interface AnswerHead {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
}

/** One POST to an owner. */
export interface Exchange {
  readonly owner: string;
  readonly url: URL;
  readonly body: string;
  readonly headers: Record<string, string>;
  readonly signal: AbortSignal;
  /** How long the answer may be, in bytes. */
  readonly maxBytes: number;
  /** Is called with the head of the answer before its body is read. */
  readonly onAnswer: (head: AnswerHead) => void;
}

/**
 * Posts a body to an owner, and reads its GraphQL answer. No redirect is followed.
 * @throws OwnerUnavailable when the answer is not GraphQL, is too long, or has a status that cannot carry GraphQL.
 * @example await exchange(new Agent(), { owner: 'unite', url, body, headers, signal, maxBytes, onAnswer })
 */
export async function exchange(
  agent: Agent,
  { owner, url, body, headers, signal, maxBytes, onAnswer }: Exchange,
): Promise<OwnerAnswer> {
  const response = await agent.request({
    origin: url.origin,
    path: url.pathname + url.search,
    method: 'POST',
    headers: { accept: 'application/graphql-response+json, application/json', ...headers },
    body,
    signal,
  });
  // Without a listener, the error of a body that is destroyed ends the process.
  response.body.on('error', () => undefined);
  const { statusCode } = response;
  onAnswer(response);
  const mayHaveAnswer = statusCode === 200 || (statusCode >= 400 && statusCode !== 401);
  if (!mayHaveAnswer) {
    response.body.destroy();
    const reason = statusCode >= 300 && statusCode < 400 ? 'redirect' : 'status';
    throw new OwnerUnavailable(owner, reason, `it answered with the status ${statusCode}`);
  }
  const answer = readGraphqlAnswer(await readBody(owner, response.body, maxBytes));
  if (answer && (statusCode === 200 || answer.errors)) return answer;
  if (statusCode === 200)
    throw new OwnerUnavailable(owner, 'not-graphql', 'it answered no GraphQL');
  throw new OwnerUnavailable(owner, 'status', `it answered with the status ${statusCode}`);
}
