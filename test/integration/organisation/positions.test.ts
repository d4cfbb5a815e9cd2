import { commentsOf } from '../../../subgraphs/organisation/comments/comments.ts';
import { putIdea } from '../../support/rows.ts';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import type { Connection } from 'mongoose';
import { commentModel } from '../../../subgraphs/organisation/comments/comment.ts';
import { ideaModel, type IdeaRow, type Tally } from '../../../subgraphs/organisation/ideas/idea.ts';
import { type Positions, positionsOf } from '../../../subgraphs/organisation/ideas/positions.ts';
import {
  newPosition,
  positionModel,
  type PositionRow,
} from '../../../subgraphs/organisation/ideas/position.ts';
import { connect } from '../../../subgraphs/framework/mongo.ts';
import { aComment, anIdea } from '../../support/builders.ts';
import { testDatabase, type TestDatabase } from '../../support/database.ts';
import { tallied, votes } from '../../unit/organisation/votes.ts';

let databases: TestDatabase;
let db: Connection;
let other: Connection;
/** Two processes of one organisation: each has its own connection and its own memory. */
let positions: Positions;
let elsewhere: Positions;

beforeAll(async () => {
  databases = await testDatabase();
  const address = databases.address('unite');
  [db, other] = await Promise.all([connect(address, 'unite'), connect(address, 'unite')]);
  [positions, elsewhere] = [positionsOf(db), positionsOf(other)];
});
afterAll(async () => {
  await Promise.all([db.close(), other.close()]);
  await databases.close();
});

const submitted = () => putIdea(db, anIdea({ organisation: 'unite' }));
const voter = (person: string) => ({ person, home: 'unite' });
const reread = async ({ _id }: IdeaRow): Promise<IdeaRow> =>
  (await ideaModel(db).findById(_id).lean<IdeaRow>())!;
const positionsOn = ({ _id }: IdeaRow) =>
  positionModel(db).find({ idea: _id }).lean<PositionRow[]>();

/** The tally that the rows of an idea come to, by their histories. */
async function tallyOfRows(idea: IdeaRow): Promise<Tally> {
  const rows = await positionsOn(idea);
  return tallied(
    rows.flatMap(({ person, history }) => history.map(({ value }) => [person, value] as const)),
  );
}

describe('positions on an idea', () => {
  test('one after the other come to what the rule says, and whoever takes one sees it counted', async () => {
    await fc.assert(
      fc.asyncProperty(votes, async (cast) => {
        const idea = await submitted();
        for (const [at, [person, value]] of cast.entries()) {
          const current = await reread(idea);
          const { tally } = await positions.take(current, voter(person), value);
          expect(tally).toEqual(tallied(cast.slice(0, at + 1)));
        }
        expect(await positions.of('Ann', [idea._id])).toEqual(
          new Map(
            cast.filter(([person]) => person === 'Ann').map(([, value]) => [idea._id, value]),
          ),
        );
      }),
      { numRuns: 15 },
    );
  });

  test('at the same moment, in two processes, are all counted once', async () => {
    await fc.assert(
      fc.asyncProperty(votes, async (cast) => {
        const idea = await submitted();
        const answers = await Promise.all(
          cast.map(([person, value], at) =>
            (at % 2 ? elsewhere : positions).take(idea, voter(person), value),
          ),
        );
        const { tally } = await reread(idea);
        const rows = await positionsOn(idea);
        expect(tally).toEqual(await tallyOfRows(idea));
        expect(new Set(rows.map(({ person }) => person))).toEqual(
          new Set(cast.map(([person]) => person)),
        );
        expect(rows.filter(({ uncounted }) => uncounted)).toEqual([]);
        for (const { value, history, cast: counted } of rows) {
          expect(value).toBe(history.at(-1)?.value);
          const times = Object.values(counted).reduce((sum, count) => sum + count, 0);
          expect(times).toBe(history.length);
        }
        expect(answers).toHaveLength(cast.length);
      }),
      { numRuns: 25 },
    );
  });

  test('of many people at once are all in the tally', async () => {
    const idea = await submitted();
    const people = Array.from({ length: 60 }, (_, at) => `person ${at}`);
    await Promise.all(
      people.map((person, at) =>
        (at % 2 ? elsewhere : positions).take(idea, voter(person), 'SUPPORT'),
      ),
    );
    expect((await reread(idea)).tally).toMatchObject({ support: 60, cast: { support: 60 } });
  });

  test('the first, taken twice at the same moment, are one row and one vote', async () => {
    for (let round = 0; round < 20; round += 1) {
      const idea = await submitted();
      await Promise.all(
        [positions, elsewhere, positions, elsewhere].map((table) =>
          table.take(idea, voter('Ann'), 'OPPOSE'),
        ),
      );
      expect(await positionsOn(idea)).toMatchObject([
        { value: 'OPPOSE', history: [{ value: 'OPPOSE' }] },
      ]);
      expect((await reread(idea)).tally).toMatchObject({ oppose: 1, cast: { oppose: 1 } });
    }
  });
});

describe('what a crash left uncounted', () => {
  /** A position as it stands between its write and its count. */
  const uncounted = (idea: IdeaRow, person: string, value: PositionRow['value']): PositionRow =>
    newPosition({ idea: idea._id, ...voter(person), history: [{ value, at: new Date() }] });

  test('positions and comments, is counted at the next start, and marked as counted', async () => {
    const [one, two, untouched] = [await submitted(), await submitted(), await submitted()];
    await positions.take(one, voter('Ann'), 'SUPPORT');
    await positionModel(db).insertMany([
      uncounted(one, 'Bob', 'SUPPORT'),
      uncounted(one, 'Cy', 'PASS'),
      uncounted(two, 'Ann', 'OPPOSE'),
    ]);
    await commentModel(db).insertMany([aComment(two, { person: 'Ann', uncounted: true })]);
    await Promise.all([elsewhere.repair(), commentsOf(other).repair()]);
    expect(await reread(one)).toMatchObject({
      tally: { support: 2, pass: 1, cast: { support: 2, pass: 1 } },
      commentCount: 0,
    });
    expect(await reread(two)).toMatchObject({ tally: { oppose: 1 }, commentCount: 1 });
    expect(await reread(untouched)).toMatchObject({ ...untouched, version: 1, pending: true });
    expect(await positionModel(db).countDocuments({ uncounted: true })).toBe(0);
    expect(await commentModel(db).countDocuments({ uncounted: true })).toBe(0);
  });

  test('is counted with the next position that anyone takes, too', async () => {
    const idea = await submitted();
    await positionModel(db).create(uncounted(idea, 'Bob', 'SUPPORT'));
    const { tally } = await positions.take(idea, voter('Ann'), 'SUPPORT');
    expect(tally.support).toBe(2);
  });

  test('is made good once: a second start writes nothing', async () => {
    const idea = await submitted();
    await positionModel(db).create(uncounted(idea, 'Bob', 'SUPPORT'));
    await positions.repair();
    const repaired = await reread(idea);
    await positions.repair();
    expect(await reread(idea)).toEqual(repaired);
  });

  test('of an idea that is not there stops no start', async () => {
    await positionModel(db).create(uncounted(anIdea({ organisation: 'unite' }), 'Bob', 'SUPPORT'));
    await expect(positions.repair()).resolves.toBeUndefined();
  });
});
