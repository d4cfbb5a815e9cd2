import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import { dataOf } from '../support/answer.ts';
import { aList } from '../support/list.ts';
import { HOUSE, runProgram } from '../support/program.ts';
import { aStart, type TestStart } from '../support/start.ts';
import { until } from '../support/until.ts';

const EXPORT = '../shared/data/polis-brexit-consensus';
const isThere = existsSync(path.join(HOUSE, EXPORT));
if (!isThere) console.warn(`Skipped: ${EXPORT}, the real export, is not here.`);

const list = aList('labour', 'unite');
const folder = mkdtempSync(path.join(tmpdir(), 'groundswell-polis-'));

let house: TestStart;
beforeAll(async () => {
  house = await aStart({ ORGANISATIONS_FILE: list.file, SAMPLE: 'false' });
});
afterAll(async () => {
  await house.close();
  expect(house.program.running()).toEqual([]);
  list.remove();
  rmSync(folder, { recursive: true, force: true });
});

/** `npm run import` while a coalition runs, which it finds by its port. */
const runImport = (from: string, organisation: string, settings = house.settings) =>
  runProgram(
    process.execPath,
    ['bin/import.js', 'polis', from, '--organisation', organisation],
    settings,
  );

interface Count {
  support: number;
  oppose: number;
  pass: number;
}

interface Ideas {
  edges: {
    node: { id: string; body: string; updatedAt: string; tally: Count & { cast: Count } };
  }[];
}

/** The ideas of an organisation through the gateway, once its own list and the catalogue have the same. */
const ideasOf = (organisation: string) =>
  until('the same ideas in both lists', 10_000, () => ideasInBoth(organisation));

async function ideasInBoth(organisation: string) {
  const ideas =
    'edges { node { id body updatedAt tally { support oppose pass cast { support oppose pass } } } }';
  const { policyIdeas, organisation: owner } = dataOf(
    await house.ask<{ policyIdeas: Ideas; organisation: { policyIdeas: Ideas } }>(
      `query ($id: ID!) {
        policyIdeas(filter: { organisations: [$id] }, first: 100) { ${ideas} }
        organisation(id: $id) { policyIdeas(first: 100) { ${ideas} } }
      }`,
      { id: organisation },
    ),
  );
  expect(owner.policyIdeas).toEqual(policyIdeas);
  return policyIdeas.edges.map(({ node }) => node);
}

(isThere ? describe : describe.skip)('a real Polis export, imported while a coalition runs', () => {
  type Cells = Record<string, string>;
  const cellsOf = (file: string) =>
    parse<Cells>(readFileSync(path.join(HOUSE, EXPORT, file)), { columns: true });

  /** The tally of a comment, counted from the files: each voter's last vote, and all votes cast. */
  function expectedTally(comment: Cells, votes: readonly Cells[]) {
    const all = votes.filter((vote) => vote['comment-id'] === comment['comment-id']);
    const last = new Map(all.map((vote) => [vote['voter-id'], vote]));
    const count = (among: Iterable<Cells>): Count => {
      const cast = [...among].map(({ vote }) => vote);
      const of = (value: string) => cast.filter((one) => one === value).length;
      return { support: of('1'), oppose: of('-1'), pass: of('0') };
    };
    return { ...count(last.values()), cast: count(all) };
  }

  let first: Awaited<ReturnType<typeof runImport>>;
  beforeAll(async () => {
    first = await runImport(EXPORT, 'labour');
  });

  test('is imported completely, with its progress', () => {
    expect({ code: first.code, running: first.running }).toEqual({ code: 0, running: [] });
    expect(first.out).toContain('50 new, 0 changed, 0 unchanged');
    expect(first.err).toMatch(/^Reading votes\.csv: \d+ %$/m);
    expect(first.err).toMatch(/^Writing positions: 100 %$/m);
  });

  test('gives all 50 ideas the tallies of the files, through the gateway', async () => {
    const ideas = new Map((await ideasOf('labour')).map(({ body, tally }) => [body, tally]));
    const comments = cellsOf('comments.csv');
    const votes = cellsOf('votes.csv');
    expect([comments.length, ideas.size]).toEqual([50, 50]);
    for (const comment of comments) {
      const tally = ideas.get(comment['comment-body']!);
      expect(tally).toEqual(expectedTally(comment, votes));
      const { support, oppose } = tally!.cast;
      expect([support, oppose]).toEqual([Number(comment['agrees']), Number(comment['disagrees'])]);
    }
  });

  test('changes nothing when it is imported a second time', async () => {
    const before = await ideasOf('labour');
    const again = await runImport(EXPORT, 'labour');
    expect(again.code).toBe(0);
    expect(again.out).toContain('0 new, 0 changed, 50 unchanged');
    expect(await ideasOf('labour')).toEqual(before);
  });
});

describe('an export with malformed rows', () => {
  const COMMENTS = [
    'timestamp,datetime,comment-id,author-id,agrees,disagrees,moderated,comment-body',
    '1500000000000,Fri,0,7,1,0,1,"A bench, at every stop"',
    '1500000000000,Fri,one,7,1,0,1,Not numbered',
    '1500000000000,Fri,1,7,0,0,1,Free buses',
  ];
  const VOTES = [
    'timestamp,datetime,comment-id,voter-id,vote',
    '1500000001000,Fri,0,1,1',
    '1500000002000,Fri,0,2,2',
    '1500000003000,Fri,9,1,1',
    '1500000004000,Fri,1,1,-1',
    'soon,Fri,1,2,0',
    '1500000005000,Fri,0,1,0',
  ];

  test('is imported without these, and each is reported with its line', async () => {
    const malformed = path.join(folder, 'malformed');
    mkdirSync(malformed);
    writeFileSync(path.join(malformed, 'comments.csv'), COMMENTS.join('\n'));
    writeFileSync(path.join(malformed, 'votes.csv'), VOTES.join('\n'));
    const { code, out, err } = await runImport(malformed, 'unite');

    expect(code).toBe(1);
    expect(err.split('\n').filter((line) => / line \d+: /.test(line))).toEqual([
      expect.stringMatching(/^comments\.csv line 3: comment-id: expected .+, but got "one"\.$/),
      'votes.csv line 3: vote: expected 1, 0 or -1, but got "2".',
      expect.stringMatching(/^votes\.csv line 4: comment-id: expected .+, but got "9"\.$/),
      expect.stringMatching(/^votes\.csv line 6: timestamp: expected .+, but got "soon"\.$/),
    ]);
    expect(out).toMatch(/2 new, 0 changed, 0 unchanged/);
    const ideas = await ideasOf('unite');
    expect(new Map(ideas.map(({ body, tally }) => [body, tally]))).toEqual(
      new Map([
        [
          'A bench, at every stop',
          { support: 0, oppose: 0, pass: 1, cast: { support: 1, oppose: 0, pass: 1 } },
        ],
        [
          'Free buses',
          { support: 0, oppose: 1, pass: 0, cast: { support: 0, oppose: 1, pass: 0 } },
        ],
      ]),
    );
  });
});

describe('an import that fails is reported in one sentence', () => {
  test('where no coalition runs at the port', async () => {
    const { MONGODB_URI: _, ...settings } = house.settings;
    const { code, err } = await runImport(folder, 'labour', { ...settings, PORT: '1' });
    expect(code).toBe(1);
    expect(err).toMatch(
      /^Nothing to import into: start Groundswell with `npm start` first, .+\.\n$/,
    );
  });

  test('where there is no such organisation', async () => {
    const { code, err } = await runImport(folder, 'nobody');
    expect(code).toBe(1);
    expect(err).toBe('--organisation: expected one of labour, unite, but got "nobody".\n');
  });

  test('where the folder has no export', async () => {
    const { code, err } = await runImport(folder, 'labour');
    expect(code).toBe(1);
    expect(err).toMatch(/^There is no file .+comments\.csv\.\n$/);
  });
});
