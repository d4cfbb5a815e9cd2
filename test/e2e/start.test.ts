import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import mongoose from 'mongoose';
import { readOrganisations } from '../../directory/organisations.ts';
import { readSample } from '../../development/sample/format.ts';
import { rowsOf } from '../../development/sample/rows.ts';
import { destinationOf } from '../../import/destination.ts';
import { fileOfHouse } from '../../platform/root.ts';
import type { Answer } from '../support/answer.ts';
import { aStart, type TestStart } from '../support/start.ts';

const organisations = readOrganisations();
const OWNERS = [...organisations.map(({ id }) => id), 'coalition'];

let house: TestStart;
beforeAll(async () => {
  house = await aStart();
  console.info(`npm start was ready after ${(house.readyAfterMs / 1000).toFixed(1)} s.`);
});
afterAll(async () => {
  await house.close();
  expect(house.program.running()).toEqual([]);
});

describe('npm start', () => {
  test('is ready within 30 s', () => {
    expect(house.readyAfterMs).toBeLessThan(30_000);
  });

  test('prints the address of each server, and that it is ready', () => {
    expect([...house.table.keys()]).toEqual([...OWNERS, 'issuer', 'gateway']);
    const url = `http://127.0.0.1:${new URL(house.gateway).port}/graphql`;
    expect(house.program.out()).toContain(`\nGroundswell is ready at ${url}\n`);
    expect(house.program.err()).toBe('');
  });

  test('runs each server as a process of its own', () => {
    const pids = [...house.table.values()].map(({ pid }) => pid);
    const running = house.program.running().map((line) => Number.parseInt(line, 10));
    expect(new Set(running)).toEqual(new Set([house.program.pid, ...pids]));
    expect(new Set(pids).size).toBe(8);
  });

  test('keeps the data of each owner in a database of its own', () => {
    const databases = OWNERS.map((owner) => house.table.get(owner)?.database);
    expect(new Set(databases).size).toBe(6);
  });

  test.each([...OWNERS, 'issuer', 'gateway'])('%s is live and ready', async (name) => {
    const { address } = house.table.get(name) ?? { address: '' };
    const [live, ready] = await Promise.all([fetch(`${address}/live`), fetch(`${address}/ready`)]);
    expect([live.status, await live.json()]).toEqual([200, { live: true }]);
    expect([ready.status, await ready.json()]).toEqual([
      200,
      expect.objectContaining({ ready: true }),
    ]);
  });

  test('the gateway lists each organisation as ready', async () => {
    const ready: unknown = await (await fetch(`${house.gateway}/ready`)).json();
    expect(ready).toMatchObject({
      organisations: Object.fromEntries(OWNERS.map((owner) => [owner, 'ready'])),
    });
  });
});

describe('the sample', () => {
  test('has 200 ideas, 60 events and 300 members in five organisations', async () => {
    expect(house.program.out()).toContain('Sample: 200 ideas, 60 events and 300 members');
    const query = '{ policyIdeas { totalCount } events { totalCount } }';
    const { data } = await house.ask(query);
    expect(data).toEqual({ policyIdeas: { totalCount: 200 }, events: { totalCount: 60 } });
  });

  test.each(organisations)('of $id has the same ids at every start', async (organisation) => {
    const stored = await idsOf(organisation.id);
    const { ideas, events, members } = rowsOf(
      organisation,
      readSample(organisation.id)!,
      new Date(),
    );
    expect(stored).toEqual({
      ideas: ideas.map(({ _id }) => _id).toSorted(),
      events: events.map(({ _id }) => _id).toSorted(),
      members: members.map(({ _id }) => _id).toSorted(),
    });
    expect(ideas).toHaveLength(40);
  });
});

/** The ids in an organisation's database, which is found in the same way as by other commands. */
async function idsOf(organisation: string) {
  const at = destinationOf(organisation, house.settings, fileOfHouse('.groundswell/'));
  const db = await mongoose.createConnection(at.uri, { dbName: at.database }).asPromise();
  const ids = (name: string) => db.collection<{ _id: string }>(name).distinct('_id');
  try {
    const [ideas, events, members] = [
      await ids('ideas'),
      await ids('events'),
      await ids('members'),
    ];
    return { ideas: ideas.toSorted(), events: events.toSorted(), members: members.toSorted() };
  } finally {
    await db.close();
  }
}

/** The commands that it printed, each with its title, and with the tokens before it. */
function printedCommands() {
  const printed = house.program.out();
  const tokens = printed.match(/^[A-Z]+=\S+$/gm) ?? [];
  const commands = [...printed.matchAll(/^# (.*)\n(curl .*)$/gm)];
  return commands.map(([, title = '', command = '']) => ({
    title,
    script: [...tokens, command].join('\n'),
  }));
}

interface Outcome {
  userErrors?: unknown[];
}

test('every command that it prints can be pasted, and returns data without errors', async () => {
  const commands = printedCommands();
  expect(commands.length).toBeGreaterThanOrEqual(3);
  for (const { title, script } of commands) {
    const { stdout } = await promisify(execFile)('bash', ['-c', script]);
    const { data, errors } = JSON.parse(stdout) as Answer<Record<string, Outcome>>;
    expect({ title, data, errors }).toEqual({ title, data: expect.anything(), errors: undefined });
    for (const value of Object.values(data ?? {})) {
      expect({ title, value }).toEqual({ title, value: expect.anything() });
      expect(value.userErrors ?? []).toEqual([]);
    }
  }
});

test('the tokens that it prints are of a member and of staff, at different organisations', async () => {
  const query = '{ viewer { displayName roles organisation { id } } }';
  const [member, staff] = await Promise.all([
    house.ask<Viewer>(query, {}, house.token('MEMBER')),
    house.ask<Viewer>(query, {}, house.token('STAFF')),
  ]);
  expect(member.data?.viewer.roles).toEqual([]);
  expect(staff.data?.viewer.roles).toEqual(['ORGANISER', 'EDITOR']);
  expect(member.data?.viewer.organisation.id).not.toBe(staff.data?.viewer.organisation.id);
  expect(house.program.out()).toContain(`# ${member.data?.viewer.displayName}, member of `);
});

interface Viewer {
  viewer: { displayName: string; roles: string[]; organisation: { id: string } };
}
