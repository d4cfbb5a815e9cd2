import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from '@jest/globals';
import { buildConnector } from 'undici';
import {
  createReadinessCheck,
  gatewayReadiness,
  type ServerState,
} from '../../../gateway/readiness.ts';
import { readOrganisations } from '../../../directory/organisations.ts';
import { aDirectory } from '../../support/directory.ts';

/** The answers of `/ready`, one for each state that the coalition has in turn. */
async function answers(isFirstStart: boolean, ...states: ServerState[]) {
  const coalition = [...states];
  const ready = gatewayReadiness(
    async () => ({ labour: 'unreachable', coalition: coalition.shift() ?? 'unreachable' }),
    isFirstStart,
  );
  const said = [];
  for (const _ of states) said.push(await ready());
  return said.map(({ ready: is, answers: what }) => [is, what]);
}

const OWN_PAGES = "organisations' own pages only";

test('a first start is ready once the coalition is, and stays so without it', async () => {
  expect(await answers(true, 'unreachable', 'not ready', 'ready', 'unreachable')).toEqual([
    [false, OWN_PAGES],
    [false, OWN_PAGES],
    [true, 'everything'],
    [true, OWN_PAGES],
  ]);
});

test('one that has a directory of an earlier run is ready without the coalition, and says for what', async () => {
  expect(await answers(false, 'unreachable', 'ready')).toEqual([
    [true, OWN_PAGES],
    [true, 'everything'],
  ]);
});

test('50 at once are answered from one question to each server, and each is ready', async () => {
  const asked: string[] = [];
  const server = createServer(({ url = '' }, response) => {
    asked.push(url);
    response.end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const organisations = readOrganisations();
  const { states, close } = createReadinessCheck(
    aDirectory(organisations),
    (owner) => `http://127.0.0.1:${port}/${owner}`,
    buildConnector({}),
  );
  const answered = await Promise.all(Array.from({ length: 50 }, () => states()));
  await close();
  server.close();
  const owners = [...organisations.map(({ id }) => id), 'coalition'];
  expect(asked.toSorted()).toEqual(owners.map((owner) => `/${owner}/ready`).toSorted());
  const allReady = Object.fromEntries(owners.map((owner) => [owner, 'ready']));
  expect(answered).toEqual(Array.from({ length: 50 }, () => allReady));
});
