import { describe, expect, test } from '@jest/globals';
import { Long } from 'bson';
import { Schema } from 'mongoose';
import { anEngine } from './an-engine.ts';

const engine = anEngine();

describe('cursors', () => {
  test('give a thousand documents in batches, each document once', async () => {
    const Row = engine.db().model('Row', new Schema({ n: Number }));
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
    const Row = engine.db().model('Row', new Schema({ text: String }));
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
    const Row = engine.db().model('Row', new Schema({ n: Number }));
    await Row.insertMany(Array.from({ length: 10 }, (_, n) => ({ n })));
    const opened = await engine.db().db!.command({ find: 'rows', batchSize: 2 });
    const id = Long.fromValue((opened['cursor'] as { id: number }).id);
    await engine.db().db!.command({ killCursors: 'rows', cursors: [id] });
    await expect(
      engine.db().db!.command({ getMore: id, collection: 'rows' }),
    ).rejects.toMatchObject({
      code: 43,
    });
  });
});
