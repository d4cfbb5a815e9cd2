import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import path from 'node:path';
import { runImport } from '../../../import/program.ts';
import type { Marked } from '../../../subgraphs/feed/publish/outbox.ts';
import type { IdeaRow } from '../../../subgraphs/organisation/ideas/idea.ts';
import { ideaModel } from '../../../subgraphs/organisation/ideas/idea.ts';
import { positionModel } from '../../../subgraphs/organisation/ideas/position.ts';
import { anImportDesk, refusals } from './a-polis-export.ts';

let desk: Awaited<ReturnType<typeof anImportDesk>>;
beforeAll(async () => {
  desk = await anImportDesk();
});
afterAll(() => desk.close());

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
  ideaModel(await desk.database(database))
    .find()
    .sort({ createdAt: 1 })
    .lean<IdeaRow[]>();

/** All that an import writes. */
async function everythingIn(database: string) {
  const db = await desk.database(database);
  return {
    ideas: await ideaModel(db).find().sort({ _id: 1 }).lean(),
    positions: await positionModel(db).find().sort({ _id: 1 }).lean(),
  };
}

describe('importing a Polis export', () => {
  test('comments become ideas, and the last vote of each voter stands', async () => {
    const said = await desk.import(desk.anExport('small', COMMENTS, VOTES), 'labour', 'small');
    expect(said.code).toBe(0);
    expect(said.out).toBe(
      [
        'Imported the Polis conversation "small" for labour.',
        '  ideas      2 new, 0 changed, 0 unchanged',
        '  positions  3 new, 0 changed, 0 unchanged',
        '  votes      4 in these positions',
        '',
      ].join('\n'),
    );
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

  test('nothing is left uncounted', async () => {
    await desk.import(desk.anExport('counted', COMMENTS, VOTES), 'labour', 'counted');
    const { positions } = await everythingIn('counted');
    expect(positions.map(({ uncounted }) => uncounted)).toEqual([false, false, false]);
  });

  test('a second time changes nothing', async () => {
    const folder = desk.anExport('twice', COMMENTS, VOTES);
    await desk.import(folder, 'labour', 'twice');
    const before = await everythingIn('twice');
    const again = await desk.import(folder, 'labour', 'twice');
    expect(again.code).toBe(0);
    expect(again.out).toContain('ideas      0 new, 0 changed, 2 unchanged');
    expect(again.out).toContain('positions  0 new, 0 changed, 3 unchanged');
    expect(await everythingIn('twice')).toEqual(before);
  });

  test('a later export adds what is new and leaves the rest', async () => {
    await desk.import(desk.anExport('grown', COMMENTS, VOTES), 'labour', 'grown');
    const before = await ideasIn('grown');
    const comments = [COMMENTS[0]!, '1500000001000,then,1,2,0,0,1,Paint it red'];
    const votes = [...VOTES, '1500000104000,then,1,2,1', '1500000105000,then,1,3,1'];
    const said = await desk.import(desk.anExport('grown', comments, votes), 'labour', 'grown');
    expect(said.out).toContain('ideas      0 new, 1 changed, 1 unchanged');
    expect(said.out).toContain('positions  1 new, 1 changed, 2 unchanged');
    const [bridge, paint] = await ideasIn('grown');
    expect(bridge).toEqual(before[0]);
    expect(paint).toMatchObject({ title: 'Paint it red', status: 'UNDER_DISCUSSION' });
    expect(paint?.tally).toMatchObject({ support: 2, pass: 0, cast: { support: 2, pass: 1 } });
    expect(marksOf(paint).version).toBeGreaterThan(marksOf(before[1]).version);
  });

  test('a status that the organisation gave since stays', async () => {
    const folder = desk.anExport('adopted', COMMENTS, VOTES);
    await desk.import(folder, 'labour', 'adopted');
    await ideaModel(await desk.database('adopted')).updateMany({}, { $set: { status: 'ADOPTED' } });
    const said = await desk.import(folder, 'labour', 'adopted');
    expect(said.out).toContain('0 changed, 2 unchanged');
    expect((await ideasIn('adopted')).map(({ status }) => status)).toEqual(['ADOPTED', 'ADOPTED']);
  });

  test('an import that was cut short before it counted is finished by the next', async () => {
    const folder = desk.anExport('cut', COMMENTS, VOTES);
    await desk.import(folder, 'labour', 'cut');
    const db = await desk.database('cut');
    const [whole] = await ideasIn('cut');
    const nothing = { support: 0, oppose: 0, pass: 0 };
    await ideaModel(db).updateMany({}, { $set: { tally: { ...nothing, cast: nothing } } });
    await positionModel(db).updateMany({}, { $set: { uncounted: true } });
    await desk.import(folder, 'labour', 'cut');
    expect((await ideasIn('cut'))[0]?.tally).toEqual(whole?.tally);
  });

  test('the conversation is the one of summary.csv, whatever the folder is called', async () => {
    const summary = { 'summary.csv': 'topic,Bridges\nurl,https://pol.is/2bridge\n' };
    for (const name of ['monday', 'tuesday']) {
      const said = await desk.import(
        desk.anExport(name, COMMENTS, VOTES, summary),
        'labour',
        'days',
      );
      expect(said.out).toContain('"https://pol.is/2bridge"');
    }
    expect(await ideasIn('days')).toHaveLength(2);
  });

  test('newer exports count time in seconds', async () => {
    const seconds = ['1500000000,then,0,1,1,1,1,Mend the bridge'];
    await desk.import(desk.anExport('seconds', seconds, []), 'labour', 'seconds');
    expect((await ideasIn('seconds'))[0]?.createdAt).toEqual(new Date(1500000000000));
  });

  test('an export in milliseconds and one in seconds of the same conversation are imported once', async () => {
    const cut = (row: string) => row.replace(/^(\d{10})\d{3}/, '$1');
    const odd = (row: string) => row.replace(/^(\d{10})000/, '$1987');
    const both = {
      older: desk.anExport('units', COMMENTS.map(odd), VOTES.map(odd)),
      newer: desk.anExport('later/units', COMMENTS.map(cut), VOTES.map(cut)),
    };
    for (const [database, order] of [
      ['ms-first', [both.older, both.newer]],
      ['s-first', [both.newer, both.older]],
    ] as const) {
      await desk.import(order[0], 'labour', database);
      const before = await everythingIn(database);
      const said = await desk.import(order[1], 'labour', database);
      expect(said.out).toContain('ideas      0 new, 0 changed, 2 unchanged');
      expect(said.out).toContain('positions  0 new, 0 changed, 3 unchanged');
      expect(await everythingIn(database)).toEqual(before);
    }
  });

  test('what is written over is marked for the feed, and what says the same is not', async () => {
    await desk.import(desk.anExport('over', COMMENTS, []), 'labour', 'over');
    const before = await ideasIn('over');
    expect(before.map(marksOf)).toEqual(Array(2).fill({ version: 1, dirty: true }));
    const comments = COMMENTS.map((row) => row.replace('the bridge', '$title'));
    await desk.import(desk.anExport('over', comments, []), 'labour', 'over');
    const [bridge, paint] = await ideasIn('over');
    expect(bridge).toMatchObject({ title: 'Mend $title', body: 'Mend $title' });
    expect([bridge, paint].map(marksOf)).toEqual([
      { version: 2, dirty: true },
      { version: 1, dirty: true },
    ]);
  });

  test('an export without votes is one too', async () => {
    const said = await desk.import(desk.anExport('silent', COMMENTS, []), 'labour', 'silent');
    expect(said.code).toBe(0);
    expect(said.out).toContain('positions  0 new, 0 changed, 0 unchanged');
  });
});

/** What the feed knows a row by. */
function marksOf(idea: IdeaRow | undefined) {
  const { version, dirty } = idea as Marked<IdeaRow>;
  return { version, dirty };
}

describe('malformed rows', () => {
  test('each is named with its line and what is wrong, and the good ones are imported', async () => {
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
    const said = await desk.import(desk.anExport('wrong', comments, votes), 'labour', 'wrong');
    const when = 'a number of milliseconds or seconds since 1970';
    // The second comment takes two lines, 3 and 4.
    expect(refusals(said)).toEqual([
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
    expect(said.code).toBe(1);
    expect(said.out).toContain('ideas      2 new');
    expect(said.out).toContain('votes      5 in these positions');
    expect(said.out).toContain('refused    11 rows');
    expect((await ideasIn('wrong'))[0]?.tally).toMatchObject({ support: 1, oppose: 1, pass: 1 });
  });
});

describe('what cannot be imported at all', () => {
  test('a folder that is none', async () => {
    const said = await desk.import(path.join(desk.root, 'nowhere'), 'labour', 'none');
    expect(said).toMatchObject({ code: 1, out: '' });
    expect(said.err).toMatch(/^Expected the folder of a Polis export, but got ".*nowhere"\.\n$/);
  });

  test('a file that is missing', async () => {
    const said = await desk.import(desk.root, 'labour', 'none');
    expect(said).toMatchObject({ code: 1, out: '' });
    expect(said.err).toMatch(/^There is no file .*comments\.csv\.\n$/);
  });

  test('a column that is missing', async () => {
    const more = { 'votes.csv': 'timestamp,comment-id,voter-id\n' };
    const said = await desk.import(desk.anExport('bare', COMMENTS, [], more), 'labour', 'none');
    expect(said).toMatchObject({ code: 1, out: '' });
    expect(said.err).toContain(
      'votes.csv: expected a column "vote", but got timestamp, comment-id, voter-id.\n',
    );
    expect(await ideasIn('none')).toEqual([]);
  });

  test('a database that does not answer', async () => {
    let err = '';
    const code = await runImport(['polis', desk.root, '-o', 'labour'], {
      err: { write: (text: string) => (err += text) },
      env: { MONGODB_URI: 'mongodb://someone:secret@127.0.0.1:9/?directConnection=true' },
    });
    expect(code).toBe(1);
    expect(err).toMatch(/^The database of labour cannot be reached at 127\.0\.0\.1:9: /);
    expect(err).not.toContain('secret');
  });

  test('help is on standard output, and no failure', async () => {
    let out = '';
    const code = await runImport(['--help'], { out: { write: (text: string) => (out += text) } });
    expect(code).toBe(0);
    expect(out).toMatch(/^Usage: npm run import -- polis <folder> --organisation <id>\n/);
  });
});
