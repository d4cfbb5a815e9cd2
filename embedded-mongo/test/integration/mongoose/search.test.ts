import { describe, expect, test } from '@jest/globals';
import { Schema, Types } from 'mongoose';
import { anEngine, eventModel } from './an-engine.ts';

const engine = anEngine();

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
    const Card = engine.db().model('Card', cardSchema);
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
    await expect(eventModel(engine.db()).find({ $text: { $search: 'x' } })).rejects.toMatchObject({
      code: 27,
    });
  });
});
