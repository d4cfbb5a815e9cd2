/** What a server of the house does between SIGTERM and its end, each in a process of its own. */
import { createServer } from 'node:http';
import { type AddressInfo } from 'node:net';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type EmbeddedMongo, startEmbeddedMongo } from '@groundswell/embedded-mongo';
import { request } from 'undici';
import { freePorts } from '../../development/start/free-ports.ts';
import { newSigningKey } from '../../identity/signing-keys.ts';
import { PUBLIC_KEYS } from '../../platform/http/public-keys.ts';
import { makeSecretFile } from '../../platform/secret-file.ts';
import { aList } from '../support/list.ts';
import { runProgram, startProgram, type TestProgram } from '../support/program.ts';
import { UNLIMITED } from '../support/start.ts';
import { until } from '../support/until.ts';

const REQUESTS = 2_000;
const AT_ONCE = 16;

/** What balances load before the gateways reads `/ready` this often: several times in a pause. */
const READS_EVERY_MS = 50;
const DRAIN_MS = 400;

/** Long enough that some requests are under way at each moment. */
const ANSWERS_AFTER_MS = 5;

/** A coalition that answers with what every request of this test asks for. */
const coalition = createServer((asked, answer) => {
  // It has no directory: the gateways go by the list on disk.
  const status = asked.url?.startsWith('/directory') ? 404 : 200;
  answer.writeHead(status, { 'content-type': 'application/json' });
  const send = () => answer.end('{"data":{"policyIdeas":{"totalCount":1}}}');
  asked.resume().on('end', () => void setTimeout(send, ANSWERS_AFTER_MS));
});

interface Server {
  program: TestProgram;
  address: string;
}

const list = aList('unite');
const folder = mkdtempSync(join(tmpdir(), 'groundswell-drain-'));
const keys = join(folder, 'keys.json');
const servers: Server[] = [];
let mongo: EmbeddedMongo;
let settings: NodeJS.ProcessEnv;
/** The ports of the organisation, of the coalition that follows it, and of two gateways. */
let ports: number[];

beforeAll(async () => {
  await runProgram(process.execPath, ['bin/build.js']);
  makeSecretFile(keys, { keys: [await newSigningKey()] });
  mongo = await startEmbeddedMongo();
  await new Promise<void>((resolve) => coalition.listen(0, '127.0.0.1', resolve));
  ports = await freePorts(4);
  const [organisation, followed] = ports.map((port) => `http://127.0.0.1:${port}`);
  settings = {
    ...UNLIMITED,
    DRAIN_MS: String(DRAIN_MS),
    ORGANISATIONS_FILE: list.file,
    ORGANISATION: 'unite',
    MONGODB_URI: mongo.uri,
    GATEWAY_KEYS: 'http://127.0.0.1:9/keys',
    COALITION_KEYS: followed + PUBLIC_KEYS,
    COALITION_URL: followed,
    SIGNING_KEYS_FILE: keys,
    PSEUDONYM_KEY: 'a key for pseudonyms that only tests know',
    SUBGRAPH_URL_UNITE: organisation,
    SUBGRAPH_URL_COALITION: `http://127.0.0.1:${(coalition.address() as AddressInfo).port}`,
    DEVELOPMENT_ISSUER: 'http://127.0.0.1:9',
  };
});
afterAll(async () => {
  await Promise.all(servers.map(({ program }) => program.stop()));
  coalition.close();
  await mongo?.close();
  list.remove();
  rmSync(folder, { recursive: true, force: true });
});

const isReady = ({ address }: Server): Promise<boolean> =>
  request(`${address}/ready`).then(
    async ({ statusCode, body }) => {
      await body.dump();
      return statusCode === 200;
    },
    () => false,
  );

/** Starts a server, and resolves when it is ready. */
async function started(folderOfProgram: string, port?: number): Promise<Server> {
  const file = `dist/${folderOfProgram}/main.js`;
  const program = startProgram(process.execPath, [file], { ...settings, PORT: String(port) });
  const server = { program, address: `http://127.0.0.1:${port}` };
  servers.push(server);
  const ended = program.ended.then(() => Promise.reject(new Error(program.err())));
  await Promise.race([ended, until(`${file} to be ready`, 30_000, () => isReady(server))]);
  ended.catch(() => undefined);
  return server;
}

/** The servers that are ready, in turn, as what balances load sees them: it reads `/ready` now and then. */
function balanced(all: readonly Server[]) {
  let ready = all;
  let turn = 0;
  const read = async (): Promise<void> => {
    const states = await Promise.all(all.map(isReady));
    ready = all.filter((_, index) => states[index]);
  };
  const timer = setInterval(() => void read(), READS_EVERY_MS);
  return {
    next: () => ready[(turn += 1) % ready.length] as Server,
    stop: () => clearInterval(timer),
  };
}

async function ask({ address }: Server): Promise<string> {
  const { statusCode, body } = await request(`${address}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{"query":"{ policyIdeas { totalCount } }"}',
  });
  return `${statusCode} ${await body.text()}`;
}

test('none of 2,000 requests fails while one of two gateways ends', async () => {
  const [, , ...free] = ports;
  const gateways = await Promise.all(free.map((port) => started('gateway', port)));
  const ending = gateways[0] as Server;
  const balancer = balanced(gateways);
  const answers: string[] = [];
  let asked = 0;
  const client = async (): Promise<void> => {
    for (; asked < REQUESTS;) {
      asked += 1;
      if (asked === REQUESTS / 4) ending.program.signal('SIGTERM', 'start alone');
      answers.push(await ask(balancer.next()).catch(String));
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, client));
  balancer.stop();
  const right = '200 {"data":{"policyIdeas":{"totalCount":1}},';
  expect(answers.filter((answer) => !answer.startsWith(right))).toEqual([]);
  expect(answers).toHaveLength(REQUESTS);
  expect(await ending.program.ended).toMatchObject({ code: 0 });
  expect(ending.program.err()).toBe('');
});

test('the coalition, and an organisation that it follows, say that they end, answer meanwhile, and end without a word', async () => {
  const organisation = await started('subgraphs/kinds/union', ports[0]);
  const follower = await started('subgraphs/coalition', ports[1]);
  for (const { program, address } of [follower, organisation]) {
    program.signal('SIGTERM', 'start alone');
    await until('it to say so', 5_000, async () => !(await isReady({ program, address })));
    const { statusCode, headers, body } = await request(`${address}/live`);
    await body.dump();
    expect([statusCode, headers['connection']]).toEqual([200, 'close']);
    expect(await program.ended).toMatchObject({ code: 0 });
    expect(program.err()).toBe('');
  }
});
