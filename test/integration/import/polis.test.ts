import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import path from 'node:path';
import { runImport } from '../../../import/program.ts';
import type { OutboxRow } from '../../../subgraphs/feed/publish/outbox.ts';
import type { IdeaRow } from '../../../subgraphs/organisation/ideas/idea.ts';
import { ideaModel } from '../../../subgraphs/organisation/ideas/idea.ts';
import { positionModel } from '../../../subgraphs/organisation/ideas/position.ts';
import { anImport, refusals } from './a-polis-export.ts';

let imports: Awaited<ReturnType<typeof anImport>>;
beforeAll(async () => {
  imports = await anImport();
});
afterAll(() => imports.close());

const COMMENTS = [
  '1500000000000,then,0,1,1,1,1,Mend the bridge',
  '1500000001000,then,1,2,0,0,-1,"Paint it, ""green""\nor blue"',
];
const VOTES = [
  '1500000100000,then,0,1,1',
  '1500000101000,then,0,2,-1',
  '1500000102000,then,0,1,0',
  '1500000103000,then,1,2,0',
];

const ideasIn = async (database: string): Promise<IdeaRow[]> =>
  ideaModel(await imports.database(database))
    .find()
    .sort({ createdAt: 1 })
    .lean<IdeaRow[]>();

/** All that an import writes. */
async function everythingIn(database: string) {
  const db = await imports.database(database);
  return {
    ideas: await ideaModel(db).find().sort({ _id: 1 }).lean(),
    positions: await positionModel(db).find().sort({ _id: 1 }).lean(),
  };
}

describe('importing a Polis export', () => {
  test('makes each comment an idea, where the last vote of each voter counts', async () => {
    const output = await imports.import(
      imports.anExport('small', COMMENTS, VOTES),
      'labour',
      'small',
    );
    expect(output.code).toBe(0);
    expect(output.out).toBe(
      [
        'Imported the Polis conversation "small" for labour.',
        '  ideas      2 new, 0 changed, 0 unchanged',
        '  positions  3 new, 0 changed, 0 unchanged',
        '  votes      4 in these positions',
        '',
      ].join('\n'),
    );
    // It has the rights of docs/guides/access.md, and touches nothing else.
    const collections = await (await imports.database('small')).listCollections();
    expect(collections.map(({ name }) => name).toSorted()).toEqual(['ideas', 'positions']);
    const [bridge, paint] = await ideasIn('small');
    expect(bridge).toMatchObject({ title: 'Mend the bridge', status: 'UNDER_DISCUSSION' });
    expect(bridge?.tally).toEqual({
      support: 0,
      oppose: 1,
      pass: 1,
      cast: { support: 1, oppose: 1, pass: 1 },
    });
    expect(paint).toMatchObject({
      title: 'Paint it, "green" or blue',
      body: 'Paint it, "green"\nor blue',
      status: 'DECLINED',
    });
  });

  test('leaves no position uncounted', async () => {
    await imports.import(imports.anExport('counted', COMMENTS, VOTES), 'labour', 'counted');
    const { positions } = await everythingIn('counted');
    expect(positions.map(({ uncounted }) => uncounted)).toEqual([false, false, false]);
  });

  test('changes nothing the second time', async () => {
    const folder = imports.anExport('twice', COMMENTS, VOTES);
    await imports.import(folder, 'labour', 'twice');
    const before = await everythingIn('twice');
    const again = await imports.import(folder, 'labour', 'twice');
    expect(again.code).toBe(0);
    expect(again.out).toContain('ideas      0 new, 0 changed, 2 unchanged');
    expect(again.out).toContain('positions  0 new, 0 changed, 3 unchanged');
    expect(await everythingIn('twice')).toEqual(before);
  });

  test('adds the new rows of a later export and leaves the others', async () => {
    await imports.import(imports.anExport('grown', COMMENTS, VOTES), 'labour', 'grown');
    const before = await ideasIn('grown');
    const comments = [COMMENTS[0]!, '1500000001000,then,1,2,0,0,1,Paint it red'];
    const votes = [...VOTES, '1500000104000,then,1,2,1', '1500000105000,then,1,3,1'];
    const output = await imports.import(
      imports.anExport('grown', comments, votes),
      'labour',
      'grown',
    );
    expect(output.out).toContain('ideas      0 new, 1 changed, 1 unchanged');
    expect(output.out).toContain('positions  1 new, 1 changed, 2 unchanged');
    const [bridge, paint] = await ideasIn('grown');
    expect(bridge).toEqual(before[0]);
    expect(paint).toMatchObject({ title: 'Paint it red', status: 'UNDER_DISCUSSION' });
    expect(paint?.tally).toMatchObject({ support: 2, pass: 0, cast: { support: 2, pass: 1 } });
    expect(outboxOf(paint).version).toBeGreaterThan(outboxOf(before[1]).version);
  });

  test('keeps a status that the organisation set since', async () => {
    const folder = imports.anExport('adopted', COMMENTS, VOTES);
    await imports.import(folder, 'labour', 'adopted');
    await ideaModel(await imports.database('adopted')).updateMany(
      {},
      { $set: { status: 'ADOPTED' } },
    );
    const output = await imports.import(folder, 'labour', 'adopted');
    expect(output.out).toContain('0 changed, 2 unchanged');
    expect((await ideasIn('adopted')).map(({ status }) => status)).toEqual(['ADOPTED', 'ADOPTED']);
  });

  test('counts what an earlier import that was interrupted left uncounted', async () => {
    const folder = imports.anExport('cut', COMMENTS, VOTES);
    await imports.import(folder, 'labour', 'cut');
    const db = await imports.database('cut');
    const [complete] = await ideasIn('cut');
    const nothing = { support: 0, oppose: 0, pass: 0 };
    await ideaModel(db).updateMany({}, { $set: { tally: { ...nothing, cast: nothing } } });
    await positionModel(db).updateMany({}, { $set: { uncounted: true } });
    await imports.import(folder, 'labour', 'cut');
    expect((await ideasIn('cut'))[0]?.tally).toEqual(complete?.tally);
  });

  test('takes the conversation from summary.csv, whatever the name of the folder', async () => {
    const summary = { 'summary.csv': 'topic,Bridges\nurl,https://pol.is/2bridge\n' };
    for (const name of ['monday', 'tuesday']) {
      const output = await imports.import(
        imports.anExport(name, COMMENTS, VOTES, summary),
        'labour',
        'days',
      );
      expect(output.out).toContain('"https://pol.is/2bridge"');
    }
    expect(await ideasIn('days')).toHaveLength(2);
  });

  test('reads the times of newer exports in seconds', async () => {
    const seconds = ['1500000000,then,0,1,1,1,1,Mend the bridge'];
    await imports.import(imports.anExport('seconds', seconds, []), 'labour', 'seconds');
    expect((await ideasIn('seconds'))[0]?.createdAt).toEqual(new Date(1500000000000));
  });

  test('imports the same conversation once from an export in milliseconds and one in seconds', async () => {
    const cut = (row: string) => row.replace(/^(\d{10})\d{3}/, '$1');
    const odd = (row: string) => row.replace(/^(\d{10})000/, '$1987');
    const both = {
      older: imports.anExport('units', COMMENTS.map(odd), VOTES.map(odd)),
      newer: imports.anExport('later/units', COMMENTS.map(cut), VOTES.map(cut)),
    };
    for (const [database, order] of [
      ['ms-first', [both.older, both.newer]],
      ['s-first', [both.newer, both.older]],
    ] as const) {
      await imports.import(order[0], 'labour', database);
      const before = await everythingIn(database);
      const output = await imports.import(order[1], 'labour', database);
      expect(output.out).toContain('ideas      0 new, 0 changed, 2 unchanged');
      expect(output.out).toContain('positions  0 new, 0 changed, 3 unchanged');
      expect(await everythingIn(database)).toEqual(before);
    }
  });

  test('marks rows that it changes for the feed, and no others', async () => {
    await imports.import(imports.anExport('over', COMMENTS, []), 'labour', 'over');
    const before = await ideasIn('over');
    expect(before.map(outboxOf)).toEqual(Array(2).fill({ version: 1, pending: true }));
    const comments = COMMENTS.map((row) => row.replace('the bridge', '$title'));
    await imports.import(imports.anExport('over', comments, []), 'labour', 'over');
    const [bridge, paint] = await ideasIn('over');
    expect(bridge).toMatchObject({ title: 'Mend $title', body: 'Mend $title' });
    expect([bridge, paint].map(outboxOf)).toEqual([
      { version: 2, pending: true },
      { version: 1, pending: true },
    ]);
  });

  test('accepts an export without votes', async () => {
    const output = await imports.import(
      imports.anExport('silent', COMMENTS, []),
      'labour',
      'silent',
    );
    expect(output.code).toBe(0);
    expect(output.out).toContain('positions  0 new, 0 changed, 0 unchanged');
  });
});

/** What the feed knows a row by. */
function outboxOf(idea: IdeaRow | undefined) {
  const { version, pending } = idea as OutboxRow<IdeaRow>;
  return { version, pending };
}

describe('a malformed row', () => {
  test('is reported with its line and the mistake, and the others are imported', async () => {
    const comments = [
      ...COMMENTS,
      'soon,then,2,1,0,0,1,When',
      '1500000000000,then,x,1,0,0,1,Which',
      '1500000000000,then,3,1,0,0,2,How',
      '1500000000000,then,4,1,0,0,1, ',
      '1500000000000,then,0,1,0,0,1,Mend the bridge again',
      `1500000000000,then,5,1,0,0,1,${'x'.repeat(20_001)}`,
    ];
    const votes = [
      ...VOTES,
      '1500000104000,then,0,3,2',
      '1500000104000,then,9,3,1',
      '1500000104000,then,0,-3,1',
      '1500000104000,then,0,3',
      'NaN,then,0,3,1',
      '1500000106000,then,0,3,1',
    ];
    const output = await imports.import(
      imports.anExport('wrong', comments, votes),
      'labour',
      'wrong',
    );
    const when = 'a number of milliseconds or seconds since 1970';
    // The second comment takes two lines, 3 and 4.
    expect(refusals(output)).toEqual([
      `comments.csv line 5: timestamp: expected ${when}, but got "soon".`,
      'comments.csv line 6: comment-id: expected a whole number, but got "x".',
      'comments.csv line 7: moderated: expected 1, 0 or -1, but got "2".',
      'comments.csv line 8: comment-body: expected a text of 1 to 20,000 characters, but got " ".',
      'comments.csv line 9: comment-id: expected each number once, but got "0" again.',
      'comments.csv line 10: comment-body: expected a text of 1 to 20,000 characters, but got 20,001.',
      'votes.csv line 6: vote: expected 1, 0 or -1, but got "2".',
      'votes.csv line 7: comment-id: expected one of comments.csv, but got "9".',
      'votes.csv line 8: voter-id: expected a whole number, but got "-3".',
      'votes.csv line 9: expected 5 cells, but got 4.',
      `votes.csv line 10: timestamp: expected ${when}, but got "NaN".`,
    ]);
    expect(output.code).toBe(1);
    expect(output.out).toContain('ideas      2 new');
    expect(output.out).toContain('votes      5 in these positions');
    expect(output.out).toContain('refused    11 rows');
    expect((await ideasIn('wrong'))[0]?.tally).toMatchObject({ support: 1, oppose: 1, pass: 1 });
  });
});

describe('an import fails in a sentence', () => {
  test('for a folder that is no folder', async () => {
    const output = await imports.import(path.join(imports.root, 'nowhere'), 'labour', 'none');
    expect(output).toMatchObject({ code: 1, out: '' });
    expect(output.err).toMatch(/^Expected the folder of a Polis export, but got ".*nowhere"\.\n$/);
  });

  test('for a missing file', async () => {
    const output = await imports.import(imports.root, 'labour', 'none');
    expect(output).toMatchObject({ code: 1, out: '' });
    expect(output.err).toMatch(/^There is no file .*comments\.csv\.\n$/);
  });

  test('for a missing column', async () => {
    const more = { 'votes.csv': 'timestamp,comment-id,voter-id\n' };
    const output = await imports.import(
      imports.anExport('bare', COMMENTS, [], more),
      'labour',
      'none',
    );
    expect(output).toMatchObject({ code: 1, out: '' });
    expect(output.err).toContain(
      'votes.csv: expected a column "vote", but got timestamp, comment-id, voter-id.\n',
    );
    expect(await ideasIn('none')).toEqual([]);
  });

  test('for a database that does not answer', async () => {
    let err = '';
    const code = await runImport(['polis', imports.root, '-o', 'labour'], {
      err: { write: (text: string) => (err += text) },
      env: { MONGODB_URI: 'mongodb://someone:secret@127.0.0.1:9/?directConnection=true' },
    });
    expect(code).toBe(1);
    expect(err).toMatch(/^The database of labour cannot be reached at 127\.0\.0\.1:9: /);
    expect(err).not.toContain('secret');
  });

  test('but prints its help on standard output, with exit code 0', async () => {
    let out = '';
    const code = await runImport(['--help'], { out: { write: (text: string) => (out += text) } });
    expect(code).toBe(0);
    expect(out).toMatch(/^Usage: npm run import -- polis <folder> --organisation <id>\n/);
  });
});
