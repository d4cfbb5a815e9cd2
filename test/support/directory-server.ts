/** A coalition that tells nothing but its directory, as the real one does: a small server over HTTP. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Affiliate, Directory } from '../../directory/directory.ts';
import { COALITION } from '../../directory/organisations.ts';
import { ASSERTION_HEADER, assertionsFor } from '../../identity/assertion.ts';
import type { KeySet } from '../../identity/key-set.ts';

/** It waits no longer, in seconds. */
const LONGEST_WAIT = 25;

export interface DirectoryServer {
  url: string;
  /** The paths that it was asked so far; a test may empty the list. */
  asked: string[];
  now(): Directory;
  /** Changes the directory: its revision grows by one, and who waits is told. */
  change(affiliates: readonly Affiliate[]): void;
  /** Puts another in its place, whatever its revision, as a restored backup does; it tells nobody. */
  replace(directory: Directory): void;
  /** Answers every question by this from now on; by the directory again when left out. */
  answerBy(answer?: (response: ServerResponse, path: string) => void): void;
  /** Is not there any longer, until it is started again. */
  stop(): Promise<void>;
  start(): Promise<void>;
}

/**
 * Serves a directory by the protocol of the coalition.
 * @param gateway whose requests for `/directory` are answered; anyone's when left out
 */
export async function aDirectoryServer(
  first: Directory,
  gateway?: KeySet,
): Promise<DirectoryServer> {
  const verify = gateway && assertionsFor(COALITION, { gateway });
  const asked: string[] = [];
  const waiting = new Set<() => void>();
  let current = first;
  let answer: ((response: ServerResponse, path: string) => void) | undefined;

  const isAllowed = async ({ url = '', headers }: IncomingMessage): Promise<boolean> => {
    if (!verify || url.startsWith('/affiliates')) return true;
    const header = await verify(String(headers[ASSERTION_HEADER]), url);
    return header?.verifyBody('')?.signer === 'gateway';
  };
  const news = (after: number, seconds: number) =>
    new Promise<void>((resolve) => {
      if (current.revision > after) return resolve();
      const timer = setTimeout(resolve, Math.min(seconds, LONGEST_WAIT) * 1_000);
      waiting.add(() => {
        clearTimeout(timer);
        resolve();
      });
    });
  const respond = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    asked.push(request.url ?? '');
    if (answer) return answer(response, request.url ?? '');
    if (!(await isAllowed(request))) return void response.writeHead(401).end();
    const { pathname, searchParams } = new URL(request.url ?? '', 'http://coalition');
    const after = Number(searchParams.get('after') ?? -1);
    await news(after, Number(searchParams.get('wait') ?? 0));
    if (current.revision <= after) return void response.writeHead(204).end();
    const { revision, affiliates } = current;
    const told =
      pathname === '/directory'
        ? current
        : { revision, affiliates: affiliates.map(({ id, status }) => ({ id, status })) };
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(told));
  };

  let server = createServer();
  let port = 0;
  const tell = () => {
    for (const told of waiting) told();
    waiting.clear();
  };
  const start = async () => {
    server = createServer((request, response) => void respond(request, response));
    await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
    ({ port } = server.address() as AddressInfo);
  };
  await start();
  return {
    url: `http://127.0.0.1:${port}`,
    asked,
    now: () => current,
    change(affiliates) {
      current = { revision: current.revision + 1, affiliates: [...affiliates] };
      tell();
    },
    replace(directory) {
      current = directory;
    },
    answerBy(other) {
      answer = other;
    },
    start,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => {
          tell();
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}
