import { putIdea } from '../../support/rows.ts';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Connection } from 'mongoose';
import { ideaModel } from '../../../subgraphs/organisation/ideas/idea.ts';
import { type Ideas, ideasOf } from '../../../subgraphs/organisation/ideas/ideas.ts';
import { connect } from '../../../subgraphs/framework/mongo.ts';
import { anIdea } from '../../support/builders.ts';
import { testDatabase, type TestDatabase } from '../../support/database.ts';

const TITLES = [
  'A bench at every bus stop',
  'Homes for café workers',
  'सबके लिए आवास',
  'தமிழ் வீடு',
  'Cartrefi i bawb',
];

let databases: TestDatabase;
let db: Connection;
let ideas: Ideas;

beforeAll(async () => {
  databases = await testDatabase();
  db = await connect(databases.address('unite'), 'unite');
  ideas = ideasOf(db, 'unite');
  await ideaModel(db).createIndexes();
  for (const title of TITLES)
    await putIdea(db, anIdea({ organisation: 'unite', title, summary: null }));
});
afterAll(async () => {
  await db.close();
  await databases.close();
});

async function found(text: string): Promise<string[]> {
  const { edges } = await ideas.list({ filter: { text }, orderBy: 'NEWEST' }, { owners: [] });
  return edges.map(({ node }) => node.title);
}

test.each([
  ['bench', [TITLES[0]]],
  ['"bench" -bus', [TITLES[0]]],
  ['BUS-STOP', [TITLES[0]]],
  ['Café', [TITLES[1]]],
  ['Cafe\u0301', [TITLES[1]]],
  ['cafe', [TITLES[1]]],
  ['आवास', [TITLES[2]]],
  ['வீடு', [TITLES[3]]],
  ['cartrefi', [TITLES[4]]],
  ['b.*', []],
  ['nothing of the kind', []],
])('a search for %j finds %j', async (text, titles) => {
  expect(await found(text)).toEqual(titles);
});
