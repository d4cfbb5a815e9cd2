import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { type Connection, type Model, Schema } from 'mongoose';
import type { Order } from '../../../subgraphs/framework/lists/cursor.ts';
import { connect } from '../../../subgraphs/framework/mongo.ts';
import type { PageArgs } from '../../../subgraphs/framework/lists/page.ts';
import { readPage } from '../../../subgraphs/framework/lists/query.ts';
import { testDatabase, type TestDatabase } from '../../support/database.ts';
import { sizesOf, walked } from '../../unit/framework/walk.ts';

interface Row {
  _id: string;
  run: number;
  at: Date;
  tally: { support: number };
}

let databases: TestDatabase;
let db: Connection;
let model: Model<Row>;
let run = 0;

beforeAll(async () => {
  databases = await testDatabase();
  db = await connect(databases.address('pages'), 'pages');
  const fields = { _id: String, run: Number, at: Date, tally: { support: Number } };
  model = db.model<Row>('Row', new Schema<Row>(fields, { versionKey: false }), 'rows');
});
afterAll(async () => {
  await db.close();
  await databases.close();
});

const key = fc.constantFrom<Order['keys'][number]>(
  { field: 'at', direction: 1, as: 'moment' },
  { field: 'at', direction: -1, as: 'moment' },
  { field: 'tally.support', direction: 1, as: 'number' },
  { field: 'tally.support', direction: -1, as: 'number' },
);
const order: fc.Arbitrary<Order> = fc
  .tuple(
    fc.uniqueArray(key, { maxLength: 2, selector: ({ field }) => field }),
    fc.constantFrom<1 | -1>(1, -1),
  )
  .map(([keys, direction]) => ({
    name: 'order',
    keys: [...keys, { field: '_id', direction, as: 'text' }],
  }));

/** Few values, so that many rows are equal in all but their id. */
const row = fc.record({
  _id: fc.string({ minLength: 1, maxLength: 3 }),
  at: fc.constantFrom(0, 1, 1_700_000_000_000).map((time) => new Date(time)),
  support: fc.constantFrom(0, 1, 2, 10, 2.5),
});
const rows = fc.uniqueArray(row, { maxLength: 25, selector: ({ _id }) => _id });
const walk = fc.record({ backwards: fc.boolean(), size: fc.integer({ min: 2, max: 9 }) });

/** Rows of a run of their own. */
const rowsOf = (given: readonly { _id: string; at: Date; support: number }[]): Row[] =>
  given.map(({ _id, at, support }) => ({ _id: `${run}/${_id}`, run, at, tally: { support } }));

const valueIn = ({ _id, at, tally }: Row, field: string): number | string =>
  ({ _id, at: at.getTime(), 'tally.support': tally.support })[field] ?? '';

/** A plain sort, byte by byte where it is a text, as a database sorts. */
const sorted = (all: readonly Row[], { keys }: Order): Row[] =>
  all.toSorted((a, b) => {
    for (const { field, direction } of keys) {
      const [one, other] = [valueIn(a, field), valueIn(b, field)];
      const difference =
        typeof one === 'string'
          ? Buffer.compare(Buffer.from(one), Buffer.from(String(other)))
          : one - Number(other);
      if (difference !== 0) return direction * Math.sign(difference);
    }
    return 0;
  });

const reading = (by: Order) => (args: PageArgs) =>
  readPage(model, { filter: { run }, order: by, args });

describe('a collection', () => {
  test('is walked once, in order, in full pages, from either end, as a plain sort says', async () => {
    await fc.assert(
      fc.asyncProperty(rows, order, walk, async (given, by, how) => {
        run += 1;
        const all = rowsOf(given);
        await model.insertMany(all);
        expect(await walked(how, reading(by))).toEqual({
          rows: sorted(all, by),
          sizes: sizesOf(all.length, how.size),
          sound: true,
        });
      }),
      { numRuns: 60 },
    );
  });

  test('shows each row that was there from the start once, though rows are added while it is walked', async () => {
    await fc.assert(
      fc.asyncProperty(rows, rows, order, walk, async (given, more, by, how) => {
        run += 1;
        const all = rowsOf(given);
        const taken = new Set(all.map(({ _id }) => _id));
        const late = rowsOf(more).filter(({ _id }) => !taken.has(_id));
        await model.insertMany(all);
        const outcome = await walked(how, async (args) => {
          const added = late.shift();
          if (added) await model.create(added);
          return reading(by)(args);
        });
        expect(outcome.rows.filter(({ _id }) => taken.has(_id))).toEqual(sorted(all, by));
        expect(new Set(outcome.rows.map(({ _id }) => _id)).size).toBe(outcome.rows.length);
      }),
      { numRuns: 40 },
    );
  });

  test('counts all that the filter lets through, on any page', async () => {
    run += 1;
    const by: Order = { name: 'id', keys: [{ field: '_id', direction: 1, as: 'text' }] };
    await model.insertMany(
      rowsOf(Array.from({ length: 7 }, (_, at) => ({ _id: `${at}`, at: new Date(0), support: 0 }))),
    );
    const first = await reading(by)({ first: 2 });
    const second = await reading(by)({ first: 2, after: first.pageInfo.endCursor });
    expect([await first.totalCount(), await second.totalCount()]).toEqual([7, 7]);
  });
});
