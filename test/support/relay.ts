/** A server in front of another, which hands everything on, records the requests, and can be set to refuse. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Relay {
  url: string;
  /** The `authorization` of each request so far. */
  authorizations: (string | undefined)[];
  /** Answers the next requests with these statuses, and hands none of them on. */
  refuseNext(...statuses: number[]): void;
  close(): Promise<void>;
}

/** A relay of POST requests to one address. */
export async function aRelay(target: string): Promise<Relay> {
  const authorizations: (string | undefined)[] = [];
  const refusals: number[] = [];
  const relay = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const { authorization } = request.headers;
    authorizations.push(authorization);
    const status = refusals.shift();
    response.setHeader('content-type', 'application/json');
    if (status !== undefined) {
      const errors = [{ message: 'Refused.', extensions: { code: 'REFUSED' } }];
      response.writeHead(status, { 'retry-after': '0' }).end(JSON.stringify({ errors }));
      return;
    }
    const answer = await fetch(target, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(authorization && { authorization }) },
      body: Buffer.concat(chunks),
    });
    response.writeHead(answer.status).end(await answer.text());
  };
  const server = createServer((request, response) => {
    relay(request, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`,
    authorizations,
    refuseNext: (...statuses) => void refusals.push(...statuses),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
