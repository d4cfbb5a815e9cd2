/** A server in the place of an organisation, whose responses to requests for its feed are decided by a test. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Answers a request for the feed. */
export type Responder = (
  response: ServerResponse,
  request: { after: number; limit: number; headers: IncomingMessage['headers'] },
) => void;

export interface ScriptedFeed {
  url: string;
  /** The offset after which each request asked, in the order of the requests. */
  asked: number[];
  /** The paths of the requests, with their query. */
  paths: string[];
  /** Answers requests so from now on. */
  respond(next: Responder): void;
  close(): Promise<void>;
}

export async function aScriptedFeed(first: Responder = silent): Promise<ScriptedFeed> {
  const asked: number[] = [];
  const paths: string[] = [];
  let respond = first;
  const server = createServer(({ url = '', headers }, response) => {
    const { searchParams } = new URL(url, 'http://feed.example');
    const after = Number(searchParams.get('after'));
    asked.push(after);
    paths.push(url);
    respond(response, { after, limit: Number(searchParams.get('limit')), headers });
  });
  await new Promise<void>((listening) => {
    server.listen(0, '127.0.0.1', listening);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    paths,
    respond: (next) => {
      respond = next;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Never answers. */
export const silent: Responder = () => undefined;

/** The name of the log of these feeds, unless a test gives another. */
export const LOG = 'the log';

/**
 * Answers as a feed with these lines does: with those after the requested offset and an end, or, where there are none,
 * with two heartbeats a second until the connection ends.
 * @param lines texts as they are sent, or entries to be sent as JSON
 */
export const serving =
  (lines: readonly (string | { seq: number })[], log = LOG): Responder =>
  (response, { after }) => {
    const left = lines.filter((line) => typeof line === 'string' || line.seq > after);
    const end = Math.max(0, ...lines.map((line) => (typeof line === 'string' ? 0 : line.seq)));
    if (end === after) return sendHeartbeats(response, log);
    response.end(toText([{ log }, ...left, { end, more: false }]));
  };

/** Lines as they are sent. */
export const toText = (lines: readonly (string | object)[]): string =>
  lines.map((line) => `${typeof line === 'string' ? line : JSON.stringify(line)}\n`).join('');

function sendHeartbeats(response: ServerResponse, log: string): void {
  response.write(toText([{ log }, '']));
  const timer = setInterval(() => response.write('\n'), 500);
  response.once('close', () => clearInterval(timer));
}
