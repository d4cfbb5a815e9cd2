/** The gateway as a process of its own: organisations join and are suspended while it runs, and it survives being killed. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Affiliate } from '../../directory/directory.ts';
import { readOrganisations } from '../../directory/organisations.ts';
import { newSigningKey, signingKeys } from '../../identity/signing-keys.ts';
import { makeSecretFile } from '../../platform/secret-file.ts';
import { freePorts } from '../../development/start/free-ports.ts';
import { testDatabase, type TestDatabase } from '../support/database.ts';
import { anAffiliate } from '../support/directory.ts';
import { aDirectoryServer, type DirectoryServer } from '../support/directory-server.ts';
import { publishedKeys, someSigners } from '../support/identity.ts';
import { aListOf } from '../support/list.ts';
import { load } from '../support/load.ts';
import { post } from '../support/post.ts';
import { runProgram, startProgram, type TestProgram } from '../support/program.ts';
import { type ServedOrganisation, serveOrganisation } from '../support/served.ts';
import { until } from '../support/until.ts';

/** How soon a change has to take effect. */
const EFFECTIVE_WITHIN_MS = 2_000;
const STARTS_WITHIN_MS = 30_000;

const folder = mkdtempSync(path.join(tmpdir(), 'groundswell-directory-'));
const keysFile = path.join(folder, 'keys.json');
const [labour, , , movement] = readOrganisations();
const list = aListOf([labour]);

let databases: TestDatabase;
let server: DirectoryServer;
let ours: ServedOrganisation;
let theirs: ServedOrganisation;
let gateway: TestProgram;
let url: string;
beforeAll(async () => {
  await runProgram(process.execPath, ['bin/build.js']);
  const keys = [await newSigningKey()];
  makeSecretFile(keysFile, { keys });
  const published = publishedKeys(signingKeys(() => ({ keys })));
  const trusted = { ...(await someSigners()).trusted, gateway: published };
  databases = await testDatabase();
  const joining = { ...movement!, id: 'leeds-renters', name: 'Leeds Renters' };
  ours = await serveOrganisation(labour!, databases, trusted);
  theirs = await serveOrganisation(joining, databases, trusted);
  server = await aDirectoryServer({ revision: 1, affiliates: [listed(ours)] }, published);
  const [port] = await freePorts(1);
  url = `http://127.0.0.1:${port}`;
  await startGateway();
});
afterAll(async () => {
  await gateway.stop();
  await Promise.all([ours.close(), theirs.close(), server.stop()]);
  await databases.close();
  list.remove();
  rmSync(folder, { recursive: true, force: true });
});

const listed = ({ organisation, url: at }: ServedOrganisation, given: Partial<Affiliate> = {}) =>
  anAffiliate(organisation, { url: at, ...given });

/** Starts it with the coalition's address in its settings, and no other. */
async function startGateway(): Promise<void> {
  gateway = startProgram(process.execPath, ['dist/gateway/main.js'], {
    PORT: new URL(url).port,
    SIGNING_KEYS_FILE: keysFile,
    PSEUDONYM_KEY: 'a key for pseudonyms that only tests know',
    ORGANISATIONS_FILE: list.file,
    AFFILIATE_NETWORKS: 'loopback',
    SUBGRAPH_URL_COALITION: server.url,
    DIRECTORY_COPY: path.join(folder, 'state', 'directory.json'),
    LOG_LEVEL: 'silent',
  });
  await until('it to serve', STARTS_WITHIN_MS, async () => (await fetch(`${url}/live`)).ok);
}

interface Ideas {
  nodes: ({ body: string } | null)[];
}

const ideas = async () => {
  const query = `{ nodes(ids: ["${ours.idea}", "${theirs.idea}"]) { ... on PolicyIdea { body } } }`;
  return (await post<Ideas>(`${url}/graphql`, { query })).answer;
};
/** Whether each idea is served: that of the organisation that stays, and that of the one that joins. */
const served = async () => (await ideas()).data?.nodes.map((node) => node !== null);
const servedSoon = (theirsToo: boolean) =>
  until('the change', EFFECTIVE_WITHIN_MS, async () => {
    const [us, them] = (await served()) ?? [];
    expect(us).toBe(true);
    return them === theirsToo;
  });

test('an organisation joins, is suspended and reinstated under load, and no request for another fails', async () => {
  expect(await served()).toEqual([true, false]);
  const asking = load(2, ideas);
  server.change([listed(ours), listed(theirs)]);
  await servedSoon(true);
  server.change([listed(ours), listed(theirs, { status: 'SUSPENDED' })]);
  await servedSoon(false);
  expect((await ideas()).errors?.map(({ extensions }) => extensions)).toEqual([
    { code: 'ORGANISATION_SUSPENDED', organisation: 'leeds-renters' },
  ]);
  server.change([listed(ours), listed(theirs)]);
  await servedSoon(true);
  await asking.stop();
  const codes = asking.answers.flatMap(({ answer }) => answer.errors ?? []);
  expect(asking.answers.every(({ answer }) => answer.data?.nodes[0])).toBe(true);
  expect(new Set(codes.map(({ extensions }) => extensions['code']))).toEqual(
    new Set(['ORGANISATION_SUSPENDED']),
  );
});

test('a gateway that is killed while the coalition is down restarts with the directory that it had', async () => {
  await server.stop();
  expect(await served()).toEqual([true, true]);
  gateway.signal('SIGKILL', 'whole group');
  await gateway.ended;
  await startGateway();
  expect(await served()).toEqual([true, true]);
  await server.start();
  server.change([listed(ours)]);
  await until('the change', 2 * EFFECTIVE_WITHIN_MS, async () => !(await served())?.[1]);
});
