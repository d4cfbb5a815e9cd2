import type { Agent, Dispatcher } from 'undici';
import type { AnswerLimits } from './answer-limits.ts';
import { readGraphqlAnswer } from './graphql-answer.ts';
import type { JsonLimits } from './json/scan.ts';
import { WeighedBytes } from './json/weighed-bytes.ts';
import { OwnerUnavailable } from './owner.ts';
import type { OwnerAnswer, UnavailableReason } from './owner.ts';

/** The status and the headers of an owner's answer. */
export interface AnswerHead {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
}

/** One POST to an owner. */
export interface Post {
  readonly owner: string;
  readonly url: URL;
  readonly body: string;
  readonly headers: Record<string, string>;
  /** What the answer may have, whatever its header says of its length. */
  readonly limits: AnswerLimits;
  /** Is called with the head of the answer before its body is read. */
  readonly onAnswer: (head: AnswerHead) => void;
}

/** An exchange with an owner that has begun. */
export interface Exchange {
  /**
   * Resolves with the owner's GraphQL answer. Rejects with OwnerUnavailable when the answer is not GraphQL, is too long, or
   * has a status that cannot carry GraphQL; else with what went wrong, or with the reason that it was ended for.
   */
  readonly answer: Promise<OwnerAnswer>;
  /** Ends it at once, wherever it stands. */
  end(reason: Error): void;
}

/**
 * Posts a body to an owner, and reads its GraphQL answer. No redirect is followed.
 * @example await exchange(new Agent(), { owner: 'unite', url, body, headers, limits, onAnswer }).answer
 */
export function exchange(agent: Agent, post: Post): Exchange {
  const { url, body, headers } = post;
  const reader = new AnswerReader(post);
  agent.dispatch(
    {
      origin: url.origin,
      path: url.pathname + url.search,
      method: 'POST',
      headers: { accept: 'application/graphql-response+json, application/json', ...headers },
      body,
    },
    reader,
  );
  return reader;
}

/**
 * Reads an answer as its bytes come. undici's `request` would make a stream and an AbortSignal for each, which cost a gateway
 * that asks many owners a fifth of its time; and it would not end a request that still waits for a connection.
 */
class AnswerReader implements Dispatcher.DispatchHandler, Exchange {
  readonly answer: Promise<OwnerAnswer>;
  readonly #post: Post;
  readonly #body: WeighedBytes;
  #resolve!: (answer: OwnerAnswer) => void;
  #reject!: (reason: Error) => void;
  #statusCode = 0;
  #controller: Dispatcher.DispatchController | null = null;
  #endedFor: Error | null = null;

  constructor(post: Post) {
    this.#post = post;
    this.#body = new WeighedBytes(post.limits);
    this.answer = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
  }

  end(reason: Error): void {
    this.#endedFor ??= reason;
    this.#reject(reason);
    // What is received no more takes its connection with it.
    this.#controller?.abort(reason);
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    // It was ended while it waited for a connection. To abort it would take the connection from those that wait still.
    if (this.#endedFor) throw this.#endedFor;
    this.#controller = controller;
  }

  onResponseStart(
    _controller: Dispatcher.DispatchController,
    statusCode: number,
    headers: AnswerHead['headers'],
  ): void {
    if (statusCode < 200) return;
    this.#statusCode = statusCode;
    this.#post.onAnswer({ statusCode, headers });
    const mayHaveAnswer = statusCode === 200 || (statusCode >= 400 && statusCode !== 401);
    if (!mayHaveAnswer) this.end(this.#wrongStatus());
  }

  onResponseData(_controller: Dispatcher.DispatchController, chunk: Buffer): void {
    // Some may come that was received before it was ended.
    if (this.#endedFor) return;
    const { bytes } = this.#post.limits;
    if (this.#body.length + chunk.length <= bytes) this.#endIfExceeded(this.#body.add(chunk));
    else this.#endAs('too-large', `is longer than ${bytes} bytes`);
  }

  onResponseEnd(): void {
    this.#endIfExceeded(this.#body.end());
    if (this.#endedFor) return;
    const { long } = this.#body;
    void readGraphqlAnswer(this.#body.bytes(), long).then((answer) => this.#settle(answer));
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    this.#reject(error);
  }

  /** Before a byte of it is parsed. */
  #endIfExceeded(exceeded: keyof JsonLimits | null): void {
    const { depth, values } = this.#post.limits;
    if (exceeded === 'values') this.#endAs('too-large', `has more than ${values} values`);
    if (exceeded === 'depth') this.#endAs('not-graphql', `is nested more than ${depth} deep`);
  }

  #endAs(reason: UnavailableReason, detail: string): void {
    this.end(new OwnerUnavailable(this.#post.owner, reason, `its answer ${detail}`));
  }

  #settle(answer: OwnerAnswer | null): void {
    const isOk = this.#statusCode === 200;
    if (answer && (isOk || answer.errors)) this.#resolve(answer);
    else if (isOk)
      this.#reject(new OwnerUnavailable(this.#post.owner, 'not-graphql', 'it answered no GraphQL'));
    else this.#reject(this.#wrongStatus());
  }

  #wrongStatus(): OwnerUnavailable {
    const { owner } = this.#post;
    const detail = `it answered with the status ${this.#statusCode}`;
    return new OwnerUnavailable(owner, reasonOf(this.#statusCode), detail);
  }
}

function reasonOf(statusCode: number): UnavailableReason {
  if (statusCode === 401) return 'refused';
  return statusCode >= 300 && statusCode < 400 ? 'redirect' : 'status';
}
