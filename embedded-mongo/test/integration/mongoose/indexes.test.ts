import { describe, expect, test } from '@jest/globals';
import { Schema } from 'mongoose';
import { anEngine } from './an-engine.ts';

const engine = anEngine();

describe('indexes', () => {
  test('a unique index tells which key and value are taken', async () => {
    const Member = engine
      .db()
      .model('Member', new Schema({ email: { type: String, unique: true } }));
    await Member.init();
    await Member.create({ email: 'a@x' });
    await expect(Member.create({ email: 'a@x' })).rejects.toMatchObject({
      code: 11000,
      keyPattern: { email: 1 },
      keyValue: { email: 'a@x' },
      message: expect.stringContaining('E11000 duplicate key error'),
    });
  });

  test('sparse and partial indexes are unique among the documents that they hold', async () => {
    const schema = new Schema({ phone: String, slug: String, live: Boolean })
      .index({ phone: 1 }, { unique: true, sparse: true })
      .index({ slug: 1 }, { unique: true, partialFilterExpression: { live: true } });
    const Page = engine.db().model('Page', schema);
    await Page.init();
    await Page.create([{ slug: 's' }, { slug: 's' }, { slug: 's', live: true }]);
    await expect(Page.create({ slug: 's', live: true })).rejects.toMatchObject({
      keyPattern: { slug: 1 },
    });
    await Page.create({ phone: '1' });
    await expect(Page.create({ phone: '1' })).rejects.toMatchObject({ keyPattern: { phone: 1 } });
    await Page.updateOne({ slug: 's', live: true }, { live: false });
    await Page.create({ slug: 's', live: true });
  });

  test('are listed, kept in step with the schema, and dropped', async () => {
    const schema = new Schema({ a: Number, b: Number, t: String })
      .index({ a: 1, b: -1 })
      .index({ t: 'text' }, { weights: { t: 3 } });
    const Row = engine.db().model('Row', schema);
    await Row.syncIndexes();
    expect(await Row.diffIndexes()).toEqual({ toDrop: [], toCreate: [] });
    expect(await Row.listIndexes()).toMatchObject([
      { name: '_id_' },
      { key: { a: 1, b: -1 }, name: 'a_1_b_-1' },
      { key: { _fts: 'text', _ftsx: 1 }, weights: { t: 3 }, textIndexVersion: 3 },
    ]);
    await Row.collection.dropIndex('a_1_b_-1');
    expect(await Row.listIndexes()).toHaveLength(2);
    await expect(Row.collection.dropIndex('nope')).rejects.toMatchObject({ code: 27 });
  });

  test('a TTL index deletes what has expired', async () => {
    const Key = engine
      .db()
      .model('Key', new Schema({ at: Date }).index({ at: 1 }, { expireAfterSeconds: 60 }));
    await Key.init();
    await Key.create([{ at: new Date(0) }, { at: new Date() }, {}]);
    await engine.db().useDb('admin').db?.command({ setParameter: 1, ttlMonitorSleepSecs: 1 });
    while ((await Key.countDocuments()) === 3) await Key.findOne();
    expect(await Key.countDocuments({ at: new Date(0) })).toBe(0);
    expect(await Key.countDocuments()).toBe(2);
  });

  test('explain tells an index from a scan, and how many documents were examined', async () => {
    const schema = new Schema({ org: String, kind: String, n: Number }).index({ org: 1, kind: 1 });
    const Card = engine.db().model('Card', schema);
    await Card.init();
    await Card.insertMany(
      Array.from({ length: 100 }, (_, n) => ({ org: `o${n % 10}`, kind: `k${n % 2}`, n })),
    );
    const explained = async (filter: Record<string, unknown>) => {
      const { queryPlanner, executionStats } = (await Card.find(filter).explain(
        'executionStats',
      )) as unknown as {
        queryPlanner: { winningPlan: object };
        executionStats: { totalDocsExamined: number; nReturned: number };
      };
      return { plan: JSON.stringify(queryPlanner.winningPlan), ...executionStats };
    };
    expect(await explained({ org: 'o1' })).toMatchObject({ totalDocsExamined: 10, nReturned: 10 });
    expect((await explained({ org: 'o1' })).plan).toContain('"stage":"IXSCAN"');
    expect(await explained({ org: { $in: ['o1', 'o2'] }, kind: 'k1', n: 1 })).toMatchObject({
      totalDocsExamined: 10,
      nReturned: 1,
    });
    expect((await explained({ _id: { $in: [] } })).plan).toContain('"indexName":"_id_"');
    expect((await explained({ $or: [{ org: 'o1' }, { org: 'o2' }] })).plan).toContain(
      '"stage":"OR"',
    );
    expect((await explained({ n: { $gte: 50 } })).plan).toContain('"stage":"COLLSCAN"');
    expect(await explained({ n: { $gte: 50 } })).toMatchObject({
      totalDocsExamined: 100,
      nReturned: 50,
    });
    expect((await explained({ $or: [{ org: 'o1' }, { n: 1 }] })).plan).toContain('COLLSCAN');
    const pipeline = await Card.aggregate([{ $match: { org: 'o1' } }, { $count: 'n' }]).explain();
    expect(JSON.stringify(pipeline)).toContain('"stage":"IXSCAN"');
  });
});
