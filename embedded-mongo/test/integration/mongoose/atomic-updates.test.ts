import { describe, expect, test } from '@jest/globals';
import { Schema } from 'mongoose';
import { anEngine, anEvent, eventModel } from './an-engine.ts';

const engine = anEngine();

describe('atomic updates', () => {
  test('one of twenty concurrent upserts inserts the document', async () => {
    const Counter = engine.db().model('Counter', new Schema({ _id: String, n: Number }));
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
    const Vote = engine
      .db()
      .model(
        'Vote',
        new Schema({ poll: String, member: String }).index(
          { poll: 1, member: 1 },
          { unique: true },
        ),
      );
    await Vote.init();
    const votes = await Promise.allSettled(
      Array.from({ length: 20 }, () => Vote.create({ poll: 'p', member: 'm' })),
    );
    expect(votes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await Vote.countDocuments()).toBe(1);
  });

  test('a pipeline update never gives away more places than there are', async () => {
    const Event = eventModel(engine.db());
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
    const Member = engine
      .db()
      .model('Member', new Schema({ email: { type: String, unique: true }, name: String }));
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
    const Event = eventModel(engine.db());
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
    const Event = eventModel(engine.db());
    const attempt = engine.db().transaction((session) => Event.create([anEvent('a')], { session }));
    await expect(attempt).rejects.toMatchObject({
      code: 263,
      message: expect.stringContaining('no transactions'),
    });
    expect(await Event.countDocuments()).toBe(0);
  });
});
