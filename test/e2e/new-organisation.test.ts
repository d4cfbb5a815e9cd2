import { afterAll, afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { dataOf } from '../support/answer.ts';
import { aList, type TestList } from '../support/list.ts';
import { runProgram } from '../support/program.ts';
import { aStart, type TestStart } from '../support/start.ts';

let list: TestList;
let house: TestStart | undefined;
beforeEach(() => {
  list = aList('labour', 'unite');
});
afterEach(() => list.remove());
afterAll(() => house?.close());

/** Runs `npm run new` on a list of its own. */
const runNew = (...args: string[]) =>
  runProgram(process.execPath, ['bin/new.js', ...args], { ORGANISATIONS_FILE: list.file });

interface Organisations {
  organisations: { edges: { node: { id: string; name: string; kind: string } }[] };
}

interface Submitted {
  submitPolicyIdea: { idea: { id: string; organisation: { name: string } } };
}

test('another organisation runs at the next start, with no other edit', async () => {
  const name = 'Tenants’ Voice';
  const { code, out, err } = await runNew('tenants-voice', '--kind', 'movement', '--name', name);
  expect({ code, err }).toEqual({ code: 0, err: '' });
  expect(out).toContain('Added Tenants’ Voice ("tenants-voice", a movement).');

  house = await aStart({ ORGANISATIONS_FILE: list.file, SAMPLE: 'false' });
  expect(house.table.has('tenants-voice')).toBe(true);
  expect(house.program.out()).toContain('Starting 3 organisations');

  const all = dataOf(
    await house.ask<Organisations>('{ organisations { edges { node { id name kind } } } }'),
  );
  const nodes = all.organisations.edges.map(({ node }) => node);
  expect(nodes).toHaveLength(3);
  expect(nodes).toContainEqual({ id: 'tenants-voice', name, kind: 'MOVEMENT' });

  const { submitPolicyIdea } = dataOf(
    await house.ask<Submitted>(
      `mutation {
        submitPolicyIdea(
          input: { organisation: "tenants-voice", title: "Fix the damp", body: "Within a week." }
        ) {
          idea { id organisation { name } }
        }
      }`,
      {},
      house.token('MEMBER'),
    ),
  );
  const { id, organisation } = submitPolicyIdea.idea;
  expect(organisation).toEqual({ name });

  const query = `{
    policyIdeas(filter: { organisations: ["tenants-voice"] }) { totalCount edges { node { id body } } }
    organisation(id: "tenants-voice") {
      name
      policyIdeas { totalCount }
      events { totalCount }
      wins { totalCount edges { node { id } } }
      policyReviews { totalCount }
      polls { totalCount }
      papers { totalCount }
    }
  }`;
  expect(dataOf(await house.ask<object>(query))).toEqual({
    policyIdeas: { totalCount: 1, edges: [{ node: { id, body: 'Within a week.' } }] },
    organisation: {
      name,
      policyIdeas: { totalCount: 1 },
      events: { totalCount: 0 },
      wins: { totalCount: 0, edges: [] },
      policyReviews: null,
      polls: null,
      papers: null,
    },
  });
});

describe('`npm run new` leaves the list as it is, and says in a sentence that it', () => {
  const USAGE = /\nUsage: npm run new -- <id> --kind party\|union\|think-tank\|movement --name/;
  const rest = ['--kind', 'union', '--name', 'Unison'];

  test.each([
    ['needs an id', rest, /^Expected one id, but got 0\./],
    ['takes one id', ['unison', 'gmb', ...rest], /^Expected one id, but got 2\./],
    ['needs a kind', ['unison', '--name', 'Unison'], /^--kind: expected one of .+ got nothing\./],
    [
      'knows no such kind',
      ['unison', '--kind', 'club', '--name', 'Unison'],
      /^--kind: expected one of party, union, think-tank, movement, but got "club"\./,
    ],
    ['needs a name', ['unison', '--kind', 'union'], /^--name: expected a name, but got nothing\./],
    [
      'needs a name that says something',
      ['unison', '--kind', 'union', '--name', ' '],
      /^--name: expected a name, but got " "\./,
    ],
    [
      'needs a slug',
      ['Uni Son', ...rest],
      /^<id>: expected a slug such as "labour", .+ but got "Uni Son"\./,
    ],
    ['keeps the id of the coalition', ['coalition', ...rest], /^<id>: expected .+"coalition".*\./],
    ['knows no such option', ['unison', ...rest, '--colour', 'red'], /--colour/],
    [
      'needs a web address',
      ['unison', ...rest, '--website', 'unison'],
      /^--website: expected an address such as https:.+ but got "unison"\./,
    ],
  ])('%s', async (_title, args, sentence) => {
    const before = list.read();
    const { code, out, err } = await runNew(...args);
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toMatch(sentence);
    expect(err).toMatch(USAGE);
    expect(list.read()).toEqual(before);
  });

  test('has that id already', async () => {
    const before = list.read();
    const { code, err } = await runNew('unite', ...rest);
    expect({ code, err }).toEqual({
      code: 1,
      err: 'There is an organisation with the id "unite" already.\n',
    });
    expect(list.read()).toEqual(before);
  });

  test('cannot read the list', async () => {
    const { code, err } = await runProgram(process.execPath, ['bin/new.js', 'unison', ...rest], {
      ORGANISATIONS_FILE: `${list.file}.none`,
    });
    expect(code).toBe(1);
    expect(err).toMatch(/^The list of organisations \(.+\) cannot be read: .+\.\n$/);
  });
});
