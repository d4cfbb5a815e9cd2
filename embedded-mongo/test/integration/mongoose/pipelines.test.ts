import { describe, expect, test } from '@jest/globals';
import { Schema } from 'mongoose';
import { anEngine, anEvent, eventModel } from './an-engine.ts';

const engine = anEngine();

describe('pipelines', () => {
  test('join, unwind, group and count', async () => {
    const Event = eventModel(engine.db());
    const Organisation = engine
      .db()
      .model('Organisation', new Schema({ _id: String, name: String }));
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
    const Event = eventModel(engine.db());
    const Organisation = engine
      .db()
      .model('Organisation', new Schema({ _id: String, name: String }));
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
    const Event = eventModel(engine.db());
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
