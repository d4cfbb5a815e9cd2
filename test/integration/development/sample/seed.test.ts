import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Connection } from 'mongoose';
import { readOrganisations } from '../../../../directory/organisations.ts';
import { seedSample } from '../../../../development/sample/seed.ts';
import { commentModel, visible } from '../../../../subgraphs/organisation/comments/comment.ts';
import { recountPositions } from '../../../../subgraphs/organisation/ideas/count.ts';
import { ideaModel } from '../../../../subgraphs/organisation/ideas/idea.ts';
import { positionModel } from '../../../../subgraphs/organisation/ideas/position.ts';
import { connect } from '../../../../subgraphs/framework/mongo.ts';
import { testDatabase, type TestDatabase } from '../../../support/database.ts';

const NOW = new Date('2026-11-23T10:00:00.000Z');
const organisations = readOrganisations();
const of = (id: string) => organisations.find((one) => one.id === id)!;

let databases: TestDatabase;
const opened: Connection[] = [];

beforeAll(async () => {
  databases = await testDatabase();
});

afterAll(async () => {
  await Promise.all(opened.map((db) => db.close()));
  await databases.close();
});

async function aDatabase(name: string): Promise<Connection> {
  const db = await connect(databases.address(name), name);
  opened.push(db);
  return db;
}

/** Every row of a database, by collection; but for what tells two rows of one id apart. */
async function everything(db: Connection): Promise<Record<string, unknown[]>> {
  const collections = (await db.listCollections()).map(({ name }) => name).toSorted();
  const rows = collections.map((name) =>
    db
      .collection(name)
      .find({}, { projection: { incarnation: 0 } })
      .sort({ _id: 1 })
      .toArray(),
  );
  const read = await Promise.all(rows);
  return Object.fromEntries(collections.map((name, at) => [name, read[at]!]));
}

describe('seeding the sample', () => {
  test.each(organisations)('an empty database of $id is filled', async (organisation) => {
    const db = await aDatabase(organisation.id);
    expect(await seedSample(organisation, db, NOW)).toEqual({ ideas: 40, events: 12, members: 60 });
  });

  test('a second seeding changes nothing', async () => {
    const db = await aDatabase('twice');
    await seedSample(of('unite'), db, NOW);
    const before = await everything(db);
    const again = await seedSample(of('unite'), db, new Date('2027-01-01T00:00:00.000Z'));
    expect(again).toEqual({ ideas: 0, events: 0, members: 0 });
    expect(await everything(db)).toEqual(before);
  });

  test('two databases get the same rows', async () => {
    const [one, other] = [await aDatabase('one'), await aDatabase('other')];
    await seedSample(of('progress'), one, NOW);
    await seedSample(of('progress'), other, NOW);
    expect(await everything(one)).toEqual(await everything(other));
  });

  test('a seeding that was cut short is finished by the next', async () => {
    const [cut, complete] = [await aDatabase('cut'), await aDatabase('whole')];
    for (const db of [cut, complete]) await seedSample(of('labour'), db, NOW);
    // Past the model: no program removes a shared row so.
    await cut.collection('ideas').deleteMany({});
    await positionModel(cut).deleteMany({ value: 'PASS' });
    await seedSample(of('labour'), cut, NOW);
    expect(await everything(cut)).toEqual(await everything(complete));
  });

  test('rows that the database refuses fail it, with the reason', async () => {
    const db = await aDatabase('refusing');
    // A tier is no language.
    await db
      .collection('members')
      .createIndex({ displayName: 'text' }, { language_override: 'tier' });
    await expect(seedSample(of('labour'), db, NOW)).rejects.toThrow(
      /^Expected to insert the sample's members, but got "language override unsupported: .+"\.$/,
    );
  });

  test('also beside rows that are there already', async () => {
    const db = await aDatabase('refusing-others');
    await seedSample(of('labour'), db, NOW);
    await db.collection('ideas').deleteMany({});
    const comments = db.collection('comments');
    const first = await comments.findOne({});
    await comments.deleteMany({ _id: { $ne: first!._id } });
    await comments.updateOne({}, { $unset: { stance: 1 } });
    // A stance is no language.
    await comments.createIndex({ text: 'text' }, { language_override: 'stance' });
    await expect(seedSample(of('labour'), db, NOW)).rejects.toMatchObject({
      name: 'MongoBulkWriteError',
    });
  });

  test('counting the rows again gives the counts that were seeded', async () => {
    const db = await aDatabase('counted');
    await seedSample(of('labour'), db, NOW);
    const rows = { ideas: ideaModel(db), positions: positionModel(db) };
    const comments = commentModel(db);
    for (const idea of await rows.ideas.find().lean()) {
      const { tally } = (await recountPositions(rows, idea._id))!;
      const commentCount = await comments.countDocuments({ idea: idea._id, ...visible });
      expect({ tally, commentCount }).toEqual({
        tally: idea.tally,
        commentCount: idea.commentCount,
      });
    }
  });

  test.each(organisations)(
    'the rows of $id keep to the schemas of their collections',
    async (one) => {
      const db = await aDatabase(`schemas-${one.id}`);
      await seedSample(one, db, NOW);
      for (const model of Object.values(db.models)) {
        const plain = await model.find().limit(25).lean();
        for (const row of plain) {
          await model.hydrate(row).validate();
          expect(new model(row).toObject()).toEqual(row);
        }
      }
    },
  );

  test('an organisation without a sample, or with ideas already, is left as it is', async () => {
    const db = await aDatabase('stranger');
    const nothing = { ideas: 0, events: 0, members: 0 };
    expect(await seedSample({ ...of('unite'), id: 'stranger' }, db, NOW)).toEqual(nothing);
    await db.collection<{ _id: string }>('ideas').insertOne({ _id: 'unite:idea:their-own' });
    expect(await seedSample(of('unite'), db, NOW)).toEqual(nothing);
    expect(await db.collection('members').countDocuments()).toBe(0);
  });
});
