/** A small HTTP server that serves a directory as the coalition does, and nothing else. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Affiliate, Directory } from '../../directory/directory.ts';
import { COALITION } from '../../directory/organisations.ts';
import { ASSERTION_HEADER, assertionsFor } from '../../identity/assertion.ts';
import type { KeySet } from '../../identity/key-set.ts';

/** The longest that a request is held open, in seconds. */
const MAX_WAIT_S = 25;

export interface DirectoryServer {
  url: string;
  /** The paths of all requests so far; a test may empty the list. */
  requests: string[];
  now(): Directory;
  /** Changes the directory: its revision grows by one, and open requests are answered. */
  change(affiliates: readonly Affiliate[]): void;
  /** Replaces the directory, whatever the revision, as a restored backup does; open requests stay open. */
  replace(directory: Directory): void;
  /** Answers every further request with this; with the directory again when left out. */
  respondWith(answer?: (response: ServerResponse, path: string) => void): void;
  /** Stops listening, until it is started again on the same port. */
  stop(): Promise<void>;
  start(): Promise<void>;
}

/**
 * Serves a directory by the coalition's protocol.
 * @param gateway keys that requests for `/directory` must be signed with; left out, they need not be signed
 */
export async function aDirectoryServer(
  first: Directory,
  gateway?: KeySet,
): Promise<DirectoryServer> {
  const assertions = gateway && assertionsFor(COALITION, { gateway });
  const requests: string[] = [];
  const waiting = new Set<() => void>();
  let current = first;
  let answer: ((response: ServerResponse, path: string) => void) | undefined;

  const isAllowed = async ({ url = '', headers }: IncomingMessage): Promise<boolean> => {
    if (!assertions || url.startsWith('/affiliates')) return true;
    const header = await assertions.verify(String(headers[ASSERTION_HEADER]), url);
    return header?.verifyBody('')?.signer === 'gateway';
  };
  const untilNewer = (after: number, seconds: number) =>
    new Promise<void>((resolve) => {
      if (current.revision > after) return resolve();
      // A request may begin to wait after the server was stopped, and keeps no process.
      const timer = setTimeout(resolve, Math.min(seconds, MAX_WAIT_S) * 1_000).unref();
      waiting.add(() => {
        clearTimeout(timer);
        resolve();
      });
    });
  const respond = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    requests.push(request.url ?? '');
    if (answer) return answer(response, request.url ?? '');
    if (!(await isAllowed(request))) return void response.writeHead(401).end();
    const { pathname, searchParams } = new URL(request.url ?? '', 'http://coalition');
    const after = Number(searchParams.get('after') ?? -1);
    await untilNewer(after, Number(searchParams.get('wait') ?? 0));
    if (current.revision <= after) return void response.writeHead(204).end();
    const { revision, affiliates } = current;
    const body =
      pathname === '/directory'
        ? current
        : { revision, affiliates: affiliates.map(({ id, status }) => ({ id, status })) };
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  };

  let server = createServer();
  let port = 0;
  const wakeAll = () => {
    for (const wake of waiting) wake();
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
    requests,
    now: () => current,
    change(affiliates) {
      current = { revision: current.revision + 1, affiliates: [...affiliates] };
      wakeAll();
    },
    replace(directory) {
      current = directory;
    },
    respondWith(next) {
      answer = next;
    },
    start,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => {
          wakeAll();
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}
