/**
 * What the image holds is all that its programs need. No container engine runs here: a folder has what the Dockerfile
 * copies into the last image, and nothing else, no package either.
 */
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { freePorts } from '../../development/start/free-ports.ts';
import { newSigningKey } from '../../identity/signing-keys.ts';
import { makeSecretFile } from '../../platform/secret-file.ts';
import { PUBLIC_KEYS } from '../../platform/http/public-keys.ts';
import { testDatabase, type TestDatabase } from '../support/database.ts';
import { post } from '../support/post.ts';
import { HOUSE, runProgram, startProgram, type TestProgram } from '../support/program.ts';
import { until } from '../support/until.ts';

const STARTS_WITHIN_MS = 30_000;

/** What the last stage of the Dockerfile copies, and where to. */
function copied(): { from: string[]; to: string }[] {
  const dockerfile = readFileSync(join(HOUSE, 'Dockerfile'), 'utf8');
  const last = dockerfile.slice(dockerfile.lastIndexOf('\nFROM '));
  return [...last.matchAll(/^COPY (?:--from=bundled )?(.+)$/gm)].map(([, paths = '']) => {
    const [to = '', ...from] = paths.split(' ').toReversed();
    return { from: from.map((path) => path.replace(/^\/house\//, '')), to };
  });
}

const image = mkdtempSync(join(tmpdir(), 'groundswell-image-'));
let databases: TestDatabase;
const programs: TestProgram[] = [];

beforeAll(async () => {
  await runProgram(process.execPath, ['bin/build.js']);
  for (const { from, to } of copied())
    for (const path of from) {
      // A folder is copied by what is in it, a file by its name.
      const isFile = to.endsWith('/');
      const target = join(image, to, isFile ? basename(path) : '');
      mkdirSync(join(image, to), { recursive: true });
      cpSync(join(HOUSE, path), target, { recursive: true });
    }
  databases = await testDatabase();
});
afterAll(async () => {
  for (const program of programs) await program.stop();
  await databases?.close();
  rmSync(image, { recursive: true, force: true });
});

/** Runs a program of the image, and resolves with its address once it says that it lives. */
async function run(program: string, port: number, settings: NodeJS.ProcessEnv): Promise<string> {
  const file = join(image, 'dist', program, 'main.js');
  const started = startProgram(process.execPath, [file], { PORT: String(port), ...settings });
  programs.push(started);
  await until(`${program} to live`, STARTS_WITHIN_MS, async () => {
    if (started.running().length === 0) throw new Error(started.err());
    return (await fetch(`http://127.0.0.1:${port}/live`)).ok;
  });
  return `http://127.0.0.1:${port}`;
}

test('the gateway and an organisation answer from the image, without a package beside them', async () => {
  const [gatewayPort = 0, port = 0] = await freePorts(2);
  const gateway = `http://127.0.0.1:${gatewayPort}`;
  const keys = join(image, 'keys.json');
  makeSecretFile(keys, { keys: [await newSigningKey()] });
  const { uri, database } = databases.address('unite');
  const mongo = new URL(uri);
  mongo.pathname = `/${database}`;
  const unite = await run('subgraphs/kinds/union', port, {
    ORGANISATION: 'unite',
    MONGODB_URI: mongo.href,
    GATEWAY_KEYS: gateway + PUBLIC_KEYS,
    COALITION_KEYS: gateway + PUBLIC_KEYS,
  });
  await run('gateway', gatewayPort, {
    SIGNING_KEYS_FILE: keys,
    PSEUDONYM_KEY: 'a key for pseudonyms that only tests know',
    SUBGRAPH_URL: 'http://127.0.0.1:9',
    SUBGRAPH_URL_UNITE: unite,
    DEVELOPMENT_ISSUER: 'http://127.0.0.1:9',
  });
  const ready = await fetch(`${gateway}/ready`);
  expect({ status: ready.status, said: await ready.json() }).toMatchObject({
    status: 503,
    said: {
      ready: false,
      answers: "organisations' own pages only",
      organisations: { unite: 'ready', labour: 'unreachable', coalition: 'unreachable' },
    },
  });
  const query = '{ organisation(id: "unite") { id polls { edges { node { id } } } } }';
  const { answer } = await post(`${gateway}/graphql`, { query });
  expect(answer.data).toEqual({ organisation: { id: 'unite', polls: { edges: [] } } });
});

interface Locked {
  packages: Record<string, { dev?: boolean }>;
}

describe.each(['gateway', 'subgraphs/coalition', 'subgraphs/kinds/union', 'identity'])(
  'the bundle of %s',
  (program) => {
    const packages = () =>
      readFileSync(join(HOUSE, 'dist', program, 'packages.txt'), 'utf8').split('\n');

    test('holds no package that reports, traces or fetches on its own, but the names of spans', () => {
      const telemetry =
        /@opentelemetry(?!\/api$)|usage-?reporting|make-fetch-happen|node-fetch|async-retry|apollo\/composition/;
      expect(packages().length).toBeGreaterThan(3);
      expect(packages().filter((name) => telemetry.test(name))).toEqual([]);
    });

    test('holds no package of development', () => {
      const lock = JSON.parse(readFileSync(join(HOUSE, 'package-lock.json'), 'utf8')) as Locked;
      expect(packages().filter((name) => lock.packages[name]?.dev)).toEqual([]);
    });
  },
);
