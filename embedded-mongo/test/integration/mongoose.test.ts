/** The embedded engine through an unmodified mongoose, over TCP. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { Long } from 'bson';
import mongoose, { Schema, Types, type Connection } from 'mongoose';
import { startEmbeddedMongo, type EmbeddedMongo } from '../../src/index.ts';

let mongo: EmbeddedMongo;
let db: Connection;
let databases = 0;

beforeAll(async () => {
  mongo = await startEmbeddedMongo({ replicaSet: 'rs0' });
});

afterAll(async () => {
  await mongo.close();
});

/** A database of its own for each test. */
beforeEach(async () => {
  db = await mongoose.createConnection(mongo.uriFor(`test${++databases}`)).asPromise();
});

afterEach(async () => {
  await db.close();
});

const eventSchema = new Schema(
  {
    _id: String,
    title: { type: String, required: true },
    kind: String,
    themes: [String],
    startsAt: Date,
    capacity: Number,
    places: [{ _id: false, member: String, status: String }],
  },
  { timestamps: true },
);

const eventModel = () => db.model('Event', eventSchema);

const anEvent = (id: string, fields: Record<string, unknown> = {}) => ({
  _id: id,
  title: `Event ${id}`,
  ...fields,
});

describe('documents', () => {
  test('come back as they were stored', async () => {
    const Thing = db.model(
      'Thing',
      new Schema({ any: Schema.Types.Mixed, n: 'Decimal128', at: Date, raw: Buffer }),
    );
    const id = new Types.ObjectId();
    const any = { list: [1, 2.5, 'ü', null, true, { deep: [new Date(5)] }], id };
    await Thing.create({ _id: id, any, n: '1.10', at: new Date(7), raw: Buffer.from([1, 2]) });
    const found = await Thing.findById(id).lean();
    expect(found?.any).toEqual(any);
    expect(String(found?.n)).toBe('1.10');
    expect(found?.at).toEqual(new Date(7));
    expect(found?.raw).toMatchObject({ buffer: Buffer.from([1, 2]) });
  });

  test('are created, read, updated, replaced and deleted', async () => {
    const Event = eventModel();
    await Event.create(anEvent('a', { capacity: 10 }));
    await Event.updateOne({ _id: 'a' }, { $inc: { capacity: 5 }, $push: { themes: 'housing' } });
    expect(await Event.findById('a').lean()).toMatchObject({ capacity: 15, themes: ['housing'] });
    await Event.replaceOne({ _id: 'a' }, { title: 'New' });
    expect(await Event.findById('a').lean()).not.toHaveProperty('capacity');
    expect(await Event.deleteOne({ _id: 'a' })).toMatchObject({ deletedCount: 1 });
    expect(await Event.countDocuments()).toBe(0);
  });

  test('are found with sort, skip, limit and projection', async () => {
    const Event = eventModel();
    await Event.insertMany(
      [1, 2, 3, 4].map((n) => anEvent(`e${n}`, { capacity: n, themes: ['a', 'b', `t${n}`] })),
    );
    const found = await Event.find({ capacity: { $gte: 2 } }, { title: 1, themes: { $slice: -1 } })
      .sort({ capacity: -1 })
      .skip(1)
      .limit(1)
      .lean();
    expect(found).toEqual([{ _id: 'e3', title: 'Event e3', themes: ['t3'] }]);
    expect(await Event.distinct('themes', { capacity: { $lt: 3 } })).toEqual([
      'a',
      'b',
      't1',
      't2',
    ]);
    expect(await Event.estimatedDocumentCount()).toBe(4);
    expect(await Event.exists({ themes: 't9' })).toBeNull();
  });

  test('are found and changed in one command', async () => {
    const Event = eventModel();
    await Event.create(
      anEvent('a', {
        places: [
          { member: 'm1', status: 'GOING' },
          { member: 'm2', status: 'GOING' },
        ],
      }),
    );
    const changed = await Event.findOneAndUpdate(
      { _id: 'a' },
      { $set: { 'places.$[place].status': 'MAYBE' } },
      { arrayFilters: [{ 'place.member': 'm2' }], returnDocument: 'after' },
    ).lean();
    expect(changed?.places).toEqual([
      { member: 'm1', status: 'GOING' },
      { member: 'm2', status: 'MAYBE' },
    ]);
    expect(await Event.findOneAndDelete({ _id: 'a' }).lean()).toMatchObject({ _id: 'a' });
    expect(await Event.findOneAndUpdate({ _id: 'a' }, { title: 'x' })).toBeNull();
  });

  test('are written in bulk, and an ordered bulk stops at its first error', async () => {
    const Event = eventModel();
    const result = await Event.bulkWrite([
      { insertOne: { document: anEvent('a') } },
      { updateOne: { filter: { _id: 'a' }, update: { $set: { title: 'A' } } } },
      { updateOne: { filter: { _id: 'b' }, update: { $set: { title: 'B' } }, upsert: true } },
      { deleteOne: { filter: { _id: 'a' } } },
    ]);
    expect(result).toMatchObject({
      insertedCount: 1,
      modifiedCount: 1,
      upsertedCount: 1,
      deletedCount: 1,
    });
    const twice = [anEvent('c'), anEvent('c'), anEvent('d')].map((document) => ({
      insertOne: { document },
    }));
    await expect(Event.bulkWrite(twice)).rejects.toMatchObject({ code: 11000, insertedCount: 1 });
    await expect(Event.bulkWrite(twice, { ordered: false })).rejects.toMatchObject({
      insertedCount: 1,
    });
    expect(await Event.distinct('_id')).toEqual(['b', 'c', 'd']);
  });

  test('are written with majority and journal, and a retried write is made once', async () => {
    const Event = eventModel();
    await Event.create([anEvent('a', { capacity: 0 })], {
      w: 'majority',
      j: true,
    });
    const session = await db.startSession();
    const command = {
      update: Event.collection.collectionName,
      updates: [{ q: { _id: 'a' }, u: { $inc: { capacity: 1 } } }],
      txnNumber: Long.fromNumber(7),
    };
    await db.db?.command(command, { session });
    await db.db?.command(command, { session });
    await session.endSession();
    expect(await Event.findById('a').readConcern('majority').lean()).toMatchObject({ capacity: 1 });
  });
});

describe('atomic updates', () => {
  test('one of twenty concurrent upserts inserts the document', async () => {
    const Counter = db.model('Counter', new Schema({ _id: String, n: Number }));
    const writers = Array.from({ length: 20 }, () =>
      Counter.findOneAndUpdate(
        { _id: 'total' },
        { $inc: { n: 1 } },
        { upsert: true, returnDocument: 'after' },
      ),
    );
    const counts = (await Promise.all(writers)).map((doc) => doc.n ?? 0);
    expect(counts.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 20 }, (_, i) => i + 1));
    expect(await Counter.countDocuments()).toBe(1);
  });

  test('one of twenty concurrent inserts of the same key succeeds', async () => {
    const Vote = db.model(
      'Vote',
      new Schema({ poll: String, member: String }).index({ poll: 1, member: 1 }, { unique: true }),
    );
    await Vote.init();
    const votes = await Promise.allSettled(
      Array.from({ length: 20 }, () => Vote.create({ poll: 'p', member: 'm' })),
    );
    expect(votes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await Vote.countDocuments()).toBe(1);
  });

  test('a pipeline update never gives away more places than there are', async () => {
    const Event = eventModel();
    await Event.create(anEvent('a', { capacity: 3 }));
    const going = {
      $size: { $filter: { input: '$places', cond: { $eq: ['$$this.status', 'GOING'] } } },
    };
    const register = (member: string) =>
      Event.updateOne(
        { _id: 'a', 'places.member': { $ne: member } },
        [
          {
            $set: {
              places: {
                $concatArrays: [
                  '$places',
                  [
                    {
                      member,
                      status: { $cond: [{ $lt: [going, '$capacity'] }, 'GOING', 'WAITLISTED'] },
                    },
                  ],
                ],
              },
            },
          },
        ],
        { updatePipeline: true },
      );
    await Promise.all(Array.from({ length: 10 }, (_, i) => register(`m${i}`)));
    const places = (await Event.findById('a').lean())?.places ?? [];
    expect(places.filter(({ status }) => status === 'GOING')).toHaveLength(3);
    expect(places.filter(({ status }) => status === 'WAITLISTED')).toHaveLength(7);
  });

  test('a refused change leaves the document and its indexes as they were', async () => {
    const Member = db.model(
      'Member',
      new Schema({ email: { type: String, unique: true }, name: String }),
    );
    await Member.init();
    await Member.create([
      { email: 'a@x', name: 'A' },
      { email: 'b@x', name: 'B' },
    ]);
    await expect(
      Member.updateOne({ name: 'B' }, { $set: { name: 'C', email: 'a@x' } }),
    ).rejects.toMatchObject({ code: 11000 });
    expect(await Member.findOne({ email: 'b@x' }).lean()).toMatchObject({ name: 'B' });
  });

  test('a write does not change what a reader holds', async () => {
    const Event = eventModel();
    await Event.insertMany(
      Array.from({ length: 200 }, (_, i) => anEvent(`e${i}`, { capacity: 1 })),
    );
    const cursor = Event.find().batchSize(10).lean().cursor();
    await cursor.next();
    await Event.updateMany({}, { $set: { capacity: 2 } });
    const seen: unknown[] = [];
    for await (const { capacity } of cursor) seen.push(capacity);
    expect(new Set(seen)).toEqual(new Set([1]));
  });

  test('a transaction is refused in a clear sentence', async () => {
    const Event = eventModel();
    const attempt = db.transaction((session) => Event.create([anEvent('a')], { session }));
    await expect(attempt).rejects.toMatchObject({
      code: 263,
      message: expect.stringContaining('no transactions'),
    });
    expect(await Event.countDocuments()).toBe(0);
  });
});

describe('indexes', () => {
  test('a unique index tells which key and value are taken', async () => {
    const Member = db.model('Member', new Schema({ email: { type: String, unique: true } }));
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
    const Page = db.model('Page', schema);
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
    const Row = db.model('Row', schema);
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
    const Key = db.model(
      'Key',
      new Schema({ at: Date }).index({ at: 1 }, { expireAfterSeconds: 60 }),
    );
    await Key.init();
    await Key.create([{ at: new Date(0) }, { at: new Date() }, {}]);
    await db.useDb('admin').db?.command({ setParameter: 1, ttlMonitorSleepSecs: 1 });
    while ((await Key.countDocuments()) === 3) await Key.findOne();
    expect(await Key.countDocuments({ at: new Date(0) })).toBe(0);
    expect(await Key.countDocuments()).toBe(2);
  });

  test('explain tells an index from a scan, and how many documents were examined', async () => {
    const schema = new Schema({ org: String, kind: String, n: Number }).index({ org: 1, kind: 1 });
    const Card = db.model('Card', schema);
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

describe('search', () => {
  const cardSchema = new Schema({ title: String, summary: String, org: String }).index(
    { title: 'text', summary: 'text' },
    { weights: { title: 5, summary: 1 } },
  );
  const cards = [
    { _id: new Types.ObjectId(), title: 'Housing homes', summary: 'Build', org: 'a' },
    {
      _id: new Types.ObjectId(),
      title: 'Rent',
      summary: 'Houses and housing policy, rent control',
      org: 'b',
    },
    { _id: new Types.ObjectId(), title: 'Buses', summary: 'Public transport', org: 'a' },
  ];
  const cardModel = async () => {
    const Card = db.model('Card', cardSchema);
    await Card.init();
    await Card.insertMany(cards);
    return Card;
  };
  const score = { $meta: 'textScore' } as const;

  test('finds words by their stems and sorts by score', async () => {
    const Card = await cardModel();
    const found = await Card.find({ $text: { $search: 'housing bus' } }, { title: 1, score })
      .sort({ score })
      .lean<{ title: string; score: number }[]>();
    expect(found.map(({ title }) => title)).toEqual(['Buses', 'Housing homes', 'Rent']);
    expect(found[1]?.score).toBeCloseTo(5 * 0.75);
  });

  test('obeys phrases and exclusions', async () => {
    const Card = await cardModel();
    const titles = async ($search: string) =>
      (await Card.find({ $text: { $search } }).lean()).map(({ title }) => title);
    expect(await titles('"housing policy"')).toEqual(['Rent']);
    expect(await titles('housing -rent')).toEqual(['Housing homes']);
    expect(await titles('nothing')).toEqual([]);
  });

  test('keeps its score through a pipeline', async () => {
    const Card = await cardModel();
    const rows = await Card.aggregate<{ _id: string; best: number }>([
      { $match: { $text: { $search: 'housing' }, org: { $in: ['a', 'b'] } } },
      { $addFields: { score } },
      { $project: { summary: 0, title: 0 } },
      { $addFields: { again: score } },
      { $sort: { score: -1 } },
      { $group: { _id: '$org', best: { $max: '$again' } } },
    ]);
    expect(rows.map(({ _id }) => _id)).toEqual(['a', 'b']);
    expect(rows[0]?.best).toBeCloseTo(5 * 0.75);
  });

  test('follows changes of the documents', async () => {
    const Card = await cardModel();
    await Card.updateOne({ title: 'Buses' }, { title: 'Trams' });
    expect(await Card.countDocuments({ $text: { $search: 'buses' } })).toBe(0);
    await Card.deleteOne({ title: 'Trams' });
    expect(await Card.find({ $text: { $search: 'trams' } })).toEqual([]);
  });

  test('refuses a language that the server does not have, where a document names one', async () => {
    const Card = await cardModel();
    const stored = Card.collection.insertOne({ title: 'Tai', language: 'cy' });
    await expect(stored).rejects.toMatchObject({ code: 17262 });
    expect(await Card.countDocuments()).toBe(3);
  });

  test('needs a text index', async () => {
    await expect(eventModel().find({ $text: { $search: 'x' } })).rejects.toMatchObject({
      code: 27,
    });
  });
});

describe('pipelines', () => {
  test('join, unwind, group and count', async () => {
    const Event = eventModel();
    const Organisation = db.model('Organisation', new Schema({ _id: String, name: String }));
    await Organisation.create({ _id: 'unite', name: 'Unite' });
    await Event.insertMany([
      anEvent('a', { kind: 'unite', themes: ['housing', 'pay'] }),
      anEvent('b', { kind: 'unite', themes: ['pay'] }),
      anEvent('c', { kind: 'none', themes: [] }),
    ]);
    const [row] = await Event.aggregate<Record<string, unknown>>([
      {
        $lookup: {
          from: 'organisations',
          localField: 'kind',
          foreignField: '_id',
          as: 'organisation',
        },
      },
      {
        $facet: {
          themes: [{ $unwind: '$themes' }, { $sortByCount: '$themes' }],
          names: [
            { $unwind: '$organisation' },
            { $group: { _id: '$organisation.name', n: { $sum: 1 } } },
          ],
          late: [{ $sort: { _id: -1 } }, { $limit: 1 }, { $project: { title: 1 } }],
        },
      },
    ]);
    expect(row).toEqual({
      themes: [
        { _id: 'pay', count: 2 },
        { _id: 'housing', count: 1 },
      ],
      names: [{ _id: 'Unite', n: 2 }],
      late: [{ _id: 'c', title: 'Event c' }],
    });
  });

  test('go on with another collection, by a pipeline of its own', async () => {
    const Event = eventModel();
    const Organisation = db.model('Organisation', new Schema({ _id: String, name: String }));
    await Event.insertMany([anEvent('a'), anEvent('b')]);
    await Organisation.insertMany([
      { _id: 'gmb', name: 'GMB' },
      { _id: 'unite', name: 'Unite' },
    ]);
    const pipeline = [{ $match: { name: 'Unite' } }, { $project: { title: '$name' } }];
    const found = await Event.aggregate([
      { $match: { _id: 'b' } },
      { $project: { title: 1 } },
      { $unionWith: { coll: 'organisations', pipeline } },
      { $unionWith: 'nothing' },
    ]);
    expect(found).toEqual([
      { _id: 'b', title: 'Event b' },
      { _id: 'unite', title: 'Unite' },
    ]);
  });

  test('join by a pipeline with let', async () => {
    const Event = eventModel();
    await Event.insertMany([anEvent('a', { capacity: 5 }), anEvent('b', { capacity: 9 })]);
    const rows = await Event.aggregate<{ _id: string; larger: unknown[] }>([
      {
        $lookup: {
          from: 'events',
          let: { c: '$capacity' },
          pipeline: [{ $match: { $expr: { $gt: ['$capacity', '$$c'] } } }],
          as: 'larger',
        },
      },
      { $sort: { _id: 1 } },
    ]);
    expect(rows.map(({ larger }) => larger.length)).toEqual([1, 0]);
  });
});

describe('cursors', () => {
  test('give a thousand documents in batches, each document once', async () => {
    const Row = db.model('Row', new Schema({ n: Number }));
    await Row.insertMany(Array.from({ length: 1000 }, (_, n) => ({ n })));
    const seen = new Set<unknown>();
    for await (const { n } of Row.find().sort({ n: 1 }).batchSize(64).lean().cursor()) seen.add(n);
    expect(seen.size).toBe(1000);
    expect(await Row.find().lean()).toHaveLength(1000);
    expect(
      await Row.aggregate([{ $match: {} }])
        .cursor({ batchSize: 7 })
        .toArray(),
    ).toHaveLength(1000);
  });

  test('split batches by bytes, and a document of many megabytes passes whole', async () => {
    const Row = db.model('Row', new Schema({ text: String }));
    const text = 'ü'.repeat(3_000_000);
    await Row.insertMany([{ text }, { text }, { text }, { text }]);
    const found = await Row.find().lean();
    expect(found.map((row) => row.text?.length)).toEqual([
      3_000_000, 3_000_000, 3_000_000, 3_000_000,
    ]);
    await expect(Row.collection.insertOne({ text: 'x'.repeat(16 * 1024 * 1024) })).rejects.toThrow(
      /too large|larger/,
    );
  });

  test('a cursor that was killed is gone', async () => {
    const Row = db.model('Row', new Schema({ n: Number }));
    await Row.insertMany(Array.from({ length: 10 }, (_, n) => ({ n })));
    const opened = await db.db!.command({ find: 'rows', batchSize: 2 });
    const id = Long.fromValue((opened['cursor'] as { id: number }).id);
    await db.db!.command({ killCursors: 'rows', cursors: [id] });
    await expect(db.db!.command({ getMore: id, collection: 'rows' })).rejects.toMatchObject({
      code: 43,
    });
  });
});

describe('databases', () => {
  test('share nothing, and can be dropped', async () => {
    await eventModel().create(anEvent('a'));
    const other = await mongoose.createConnection(mongo.uriFor('elsewhere')).asPromise();
    expect(await other.model('Event', eventSchema).countDocuments()).toBe(0);
    await other.close();
    expect((await db.listCollections()).map(({ name }) => name)).toEqual(['events']);
    const { databases: all } = (await db.db?.admin().listDatabases({ nameOnly: true })) ?? {};
    expect(all?.map(({ name }) => name)).toContain(db.name);
    await db.dropCollection('events');
    expect(await db.listCollections()).toEqual([]);
    await eventModel().create(anEvent('a'));
    await db.dropDatabase();
    expect(await eventModel().countDocuments()).toBe(0);
  });

  test('serve many connections at once', async () => {
    const connections = await Promise.all(
      Array.from({ length: 20 }, () =>
        mongoose.createConnection(db.host ? mongo.uriFor(db.name) : '').asPromise(),
      ),
    );
    await Promise.all(
      connections.map((one, i) => one.model('Event', eventSchema).create(anEvent(`e${i}`))),
    );
    expect(await eventModel().countDocuments()).toBe(20);
    await Promise.all(connections.map((one) => one.close()));
  });
});

describe('what the engine does not have', () => {
  test.each<[string, object, number]>([
    ['a command', { mapReduce: 'a' }, 59],
    ['a stage', { aggregate: 'a', pipeline: [{ $changeStream: {} }], cursor: {} }, 40324],
    ['a filter operator', { find: 'a', filter: { a: { $bitsAllSet: 1 } } }, 2],
    ['a top-level operator', { find: 'a', filter: { $where: '1' } }, 2],
    ['an update operator', { findAndModify: 'a', update: { $bit: { a: { or: 1 } } } }, 9],
    ['an option of a command', { find: 'a', returnKey: true }, 40415],
    ['a collation', { find: 'a', collation: { locale: 'en' } }, 115],
    [
      'a kind of index',
      { createIndexes: 'a', indexes: [{ key: { a: '2dsphere' }, name: 'a' }] },
      67,
    ],
    ['a kind of collection', { create: 'a', timeseries: { timeField: 't' } }, 40415],
  ])('is refused with the code of the server: %s', async (_what, command, code) => {
    await expect(db.db?.command(command as Record<string, unknown>)).rejects.toMatchObject({
      code,
    });
  });
});
