/**
 * The owners, in a process of their own: each at an address of its own, as organisations are. What they answered to a
 * question before, they answer again byte for byte, without a thought.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { newShare } from '../../../identity/session-key.ts';
import { GRANT_HEADER, SHARE_HEADER } from '../../../identity/sessions-of-signer.ts';
import { CONTRACTS } from '../../../schema/contract-names.ts';
import { contractDocument } from '../../../schema/contracts.ts';
import { serveRole } from '../measuring/role.ts';
import { madeUpSubgraph, type Question } from './made-up-rows.ts';

/** Serves every contract at `/<contract>`, about rows of these owners. Answers the port. */
async function serve(owners: readonly string[]): Promise<number> {
  const answers = new Map<string, Buffer>();
  const { share } = newShare();
  const subgraphs = new Map(
    CONTRACTS.map((contract) => [
      `/${contract}`,
      madeUpSubgraph(contractDocument(contract), owners),
    ]),
  );
  const answerTo = async (path: string, body: string): Promise<Buffer> =>
    Buffer.from((await subgraphs.get(path)?.(JSON.parse(body) as Question)) ?? '');
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { url = '' } = request;
    const body = await text(request);
    const key = `${url}\n${body}`;
    const recorded = answers.get(key) ?? (await answerTo(url, body));
    answers.set(key, recorded);
    response.writeHead(recorded.length > 0 ? 200 : 404, {
      'content-type': 'application/json',
      'content-length': recorded.length,
      ...(request.headers[GRANT_HEADER] === undefined && { [SHARE_HEADER]: share }),
    });
    response.end(recorded);
  };
  const server = createServer((request, response) => void answer(request, response));
  server.keepAliveTimeout = 60_000;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

serveRole({ serve });
