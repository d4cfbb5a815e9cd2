/** A server in the place of an organisation, which answers for its feed whatever a test tells it to. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** How a request for the feed is answered. */
export type Answering = (
  response: ServerResponse,
  request: { after: number; limit: number; headers: IncomingMessage['headers'] },
) => void;

export interface ScriptedFeed {
  url: string;
  /** The numbers after which it was asked, in order. */
  asked: number[];
  /** The paths of these requests, with their query. */
  paths: string[];
  answer(how: Answering): void;
  close(): Promise<void>;
}

export async function aScriptedFeed(first: Answering = hanging): Promise<ScriptedFeed> {
  const asked: number[] = [];
  const paths: string[] = [];
  let how = first;
  const server = createServer(({ url = '', headers }, response) => {
    const { searchParams } = new URL(url, 'http://feed.example');
    const after = Number(searchParams.get('after'));
    asked.push(after);
    paths.push(url);
    how(response, { after, limit: Number(searchParams.get('limit')), headers });
  });
  await new Promise<void>((listening) => {
    server.listen(0, '127.0.0.1', listening);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    paths,
    answer: (next) => {
      how = next;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Says nothing. */
export const hanging: Answering = () => undefined;

/** Names the log of these feeds, unless they say otherwise. */
export const LOG = 'the log';

/**
 * Answers as a feed with these lines would: what comes after a number, and an end; and where there is nothing, that
 * there is nothing, twice a second, until the connection ends.
 * @param lines texts as they are, or entries to be written as JSON
 */
export const saying =
  (lines: readonly (string | { seq: number })[], log = LOG): Answering =>
  (response, { after }) => {
    const left = lines.filter((line) => typeof line === 'string' || line.seq > after);
    const end = Math.max(0, ...lines.map((line) => (typeof line === 'string' ? 0 : line.seq)));
    if (end === after) return beating(response, log);
    response.end(linesOf([{ log }, ...left, { end, more: false }]));
  };

/** Lines as they are sent. */
export const linesOf = (lines: readonly (string | object)[]): string =>
  lines.map((line) => `${typeof line === 'string' ? line : JSON.stringify(line)}\n`).join('');

function beating(response: ServerResponse, log: string): void {
  response.write(linesOf([{ log }, '']));
  const beat = setInterval(() => response.write('\n'), 500);
  response.once('close', () => clearInterval(beat));
}
