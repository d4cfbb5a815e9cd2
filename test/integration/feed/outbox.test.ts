import { putEvent, putIdea } from '../../support/rows.ts';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Connection, Model } from 'mongoose';
import { type EventDocument, eventModel } from '../../../subgraphs/organisation/events/event.ts';
import { attendancesIn } from '../../../subgraphs/organisation/events/attendances.ts';
import type { OutboxRow } from '../../../subgraphs/feed/publish/outbox.ts';
import { ideaModel, type IdeaRow } from '../../../subgraphs/organisation/ideas/idea.ts';
import { positionsOf } from '../../../subgraphs/organisation/ideas/positions.ts';
import { connect } from '../../../subgraphs/framework/mongo.ts';
import { anEvent, anIdea } from '../../support/builders.ts';
import { testDatabase, type TestDatabase } from '../../support/database.ts';

let databases: TestDatabase;
let db: Connection;
let ideas: Model<IdeaRow>;
beforeAll(async () => {
  databases = await testDatabase();
  db = await connect(databases.address('unite'), 'unite');
  ideas = ideaModel(db);
});
afterAll(async () => {
  await db.close();
  await databases.close();
});

async function outboxOf<Row>(model: Model<Row>, _id: string) {
  const { version, pending } = (await model.findOne({ _id } as object).lean<OutboxRow<Row>>())!;
  return { version, pending };
}

const idea = () => anIdea({ organisation: 'unite' });

/** A row whose writes so far are logged. */
async function logged(): Promise<string> {
  const { _id } = await putIdea(db, idea());
  await ideas.collection.updateOne({ _id } as object, { $unset: { pending: '' } });
  return _id;
}

describe('a write of a shared row makes it pending in the same command', () => {
  test.each([
    ['create', (row: IdeaRow) => ideas.create(row)],
    ['insertMany', (row: IdeaRow) => ideas.insertMany([row])],
    ['insertMany of plain objects', (row: IdeaRow) => ideas.insertMany([row], { lean: true })],
    ['bulkWrite', (row: IdeaRow) => ideas.bulkWrite([{ insertOne: { document: row } }])],
  ])('by %s', async (_how, put) => {
    const row = idea();
    const given = structuredClone(row);
    await put(row);
    expect(await outboxOf(ideas, row._id)).toEqual({ version: 1, pending: true });
    expect(row).toEqual(given);
  });

  const $set = { title: 'Another' };
  test.each([
    ['updateOne', (_id: string) => ideas.updateOne({ _id }, { $set })],
    ['updateOne without an operator', (_id: string) => ideas.updateOne({ _id }, $set)],
    ['updateMany', (_id: string) => ideas.updateMany({ _id }, { $set })],
    ['findOneAndUpdate', (_id: string) => ideas.findOneAndUpdate({ _id }, { $set })],
    ['a pipeline', (_id: string) => ideas.updateOne({ _id }, [{ $set }], { updatePipeline: true })],
    [
      'bulkWrite',
      (_id: string) => ideas.bulkWrite([{ updateOne: { filter: { _id }, update: { $set } } }]),
    ],
    [
      'bulkWrite of many',
      (_id: string) => ideas.bulkWrite([{ updateMany: { filter: { _id }, update: { $set } } }]),
    ],
  ])('by %s', async (_how, update) => {
    const _id = await logged();
    expect(await outboxOf(ideas, _id)).toEqual({ version: 1, pending: undefined });
    await update(_id);
    expect(await outboxOf(ideas, _id)).toEqual({ version: 2, pending: true });
    expect(await ideas.findById(_id).lean()).toMatchObject($set);
  });

  test('also a position that is counted, and an answer to an invitation', async () => {
    const _id = await logged();
    const row = (await ideas.findById(_id).lean<IdeaRow>())!;
    await positionsOf(db).take(row, { person: 'Ann', home: 'unite' }, 'SUPPORT');
    expect(await outboxOf(ideas, _id)).toEqual({ version: 2, pending: true });

    const events = eventModel(db);
    const event: EventDocument = anEvent({ organisation: 'unite' });
    await putEvent(db, event);
    await attendancesIn(db).answer(event, 'Ann', 'GOING');
    expect(await outboxOf(events, event._id)).toEqual({ version: 2, pending: true });
    // The same answer again writes nothing.
    await attendancesIn(db).answer(event, 'Ann', 'GOING');
    expect(await outboxOf(events, event._id)).toEqual({ version: 2, pending: true });
  });
});

describe('a write that could not make the row pending is refused:', () => {
  const _id = 'unite:idea:01JBXYZ0000000000000000000';
  test.each([
    ['deleteOne', () => ideas.deleteOne({ _id })],
    ['deleteMany', () => ideas.deleteMany({ _id })],
    ['findOneAndDelete', () => ideas.findOneAndDelete({ _id })],
    ['replaceOne', () => ideas.replaceOne({ _id }, idea())],
    ['findOneAndReplace', () => ideas.findOneAndReplace({ _id }, idea())],
    ['deleteOne', () => ideas.bulkWrite([{ deleteOne: { filter: { _id } } }])],
    [
      'saving a document that was read',
      async () => {
        const document = (await ideas.findById(await logged()))!;
        document.title = 'Another';
        await document.save();
      },
    ],
  ])('%s', async (how, write) => {
    const writing = async (): Promise<unknown> => write();
    await expect(writing()).rejects.toThrow(`not by ${how}.`);
  });
});
