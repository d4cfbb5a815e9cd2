import { describe, expect, test } from '@jest/globals';
import { Long } from 'bson';
import { Schema, Types } from 'mongoose';
import { anEngine, anEvent, eventModel } from './an-engine.ts';

const engine = anEngine();

describe('documents', () => {
  test('come back as they were stored', async () => {
    const Thing = engine
      .db()
      .model(
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
    const Event = eventModel(engine.db());
    await Event.create(anEvent('a', { capacity: 10 }));
    await Event.updateOne({ _id: 'a' }, { $inc: { capacity: 5 }, $push: { themes: 'housing' } });
    expect(await Event.findById('a').lean()).toMatchObject({ capacity: 15, themes: ['housing'] });
    await Event.replaceOne({ _id: 'a' }, { title: 'New' });
    expect(await Event.findById('a').lean()).not.toHaveProperty('capacity');
    expect(await Event.deleteOne({ _id: 'a' })).toMatchObject({ deletedCount: 1 });
    expect(await Event.countDocuments()).toBe(0);
  });

  test('are found with sort, skip, limit and projection', async () => {
    const Event = eventModel(engine.db());
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
    const Event = eventModel(engine.db());
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
    const Event = eventModel(engine.db());
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
    const Event = eventModel(engine.db());
    await Event.create([anEvent('a', { capacity: 0 })], {
      w: 'majority',
      j: true,
    });
    const session = await engine.db().startSession();
    const command = {
      update: Event.collection.collectionName,
      updates: [{ q: { _id: 'a' }, u: { $inc: { capacity: 1 } } }],
      txnNumber: Long.fromNumber(7),
    };
    await engine.db().db?.command(command, { session });
    await engine.db().db?.command(command, { session });
    await session.endSession();
    expect(await Event.findById('a').readConcern('majority').lean()).toMatchObject({ capacity: 1 });
  });
});
