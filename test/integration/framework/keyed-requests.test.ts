/** Requests with keys, in MongoDB. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  keyedRequestModel,
  keyedRequestId,
} from '../../../subgraphs/framework/idempotency/keyed-request.ts';
import {
  type Attempt,
  type Begun,
  type KeyedRequests,
  keyedRequestsIn,
} from '../../../subgraphs/framework/idempotency/keyed-requests.ts';
import type { Connection } from 'mongoose';
import { connect, makeIndexes } from '../../../subgraphs/framework/mongo.ts';
import { testDatabase, type TestDatabase } from '../../support/database.ts';

let databases: TestDatabase;
let db: Connection;
let requests: KeyedRequests;
beforeAll(async () => {
  databases = await testDatabase();
  db = await connect(databases.address('keyed-requests'), 'keyed-requests');
  requests = keyedRequestsIn(db);
  await makeIndexes(db);
});
afterAll(async () => {
  await db?.close();
  await databases?.close();
});

let last = 0;
const aRequest = () => ({
  person: 'pseudonym:ann',
  mutation: 'plant',
  key: `key ${(last += 1)}`,
  input: { colour: 'RED' },
});
type Request = ReturnType<typeof aRequest>;

const attemptOf = (begun: Begun): Attempt => {
  if (begun.is !== 'TO_DO') throw new Error(`Expected it to be to do, but it is ${begun.is}.`);
  return begun.attempt;
};

/** As a minute later. */
const wait = (request: Request) =>
  keyedRequestModel(db).updateOne(
    { _id: keyedRequestId(request) },
    { $set: { heldUntil: new Date(Date.now() - 1) } },
  );

test('of many that begin a request at the same time one does it', async () => {
  const request = aRequest();
  const begun = await Promise.all(Array.from({ length: 50 }, () => requests.begin(request)));
  const outcomes = begun.map(({ is }) => is).toSorted();
  expect(outcomes).toEqual(['TO_DO', ...Array.from({ length: 49 }, () => 'UNDER_WAY')]);
});

test('what was done is answered by its ids', async () => {
  const request = aRequest();
  await attemptOf(await requests.begin(request)).finish([{ field: 'petal', id: 'unite:petal:1' }]);
  expect(await requests.begin(request)).toEqual({
    is: 'DONE',
    answered: [{ field: 'petal', id: 'unite:petal:1' }],
  });
});

test('the same key with another input is another request', async () => {
  const request = aRequest();
  await requests.begin(request);
  expect((await requests.begin({ ...request, input: { colour: 'BLUE' } })).is).toBe('ANOTHER');
});

test.each([{ person: 'pseudonym:ben' }, { mutation: 'paint' }, { key: 'another' }])(
  'with %j it is to do, whatever was done with the others',
  async (other) => {
    const request = aRequest();
    await attemptOf(await requests.begin(request)).finish([]);
    expect((await requests.begin({ ...request, ...other })).is).toBe('TO_DO');
  },
);

test('a request that nothing was done of is to do again, with other ids', async () => {
  const request = aRequest();
  const first = attemptOf(await requests.begin(request));
  const id = first.newId('unite', 'idea');
  await first.release();
  expect(attemptOf(await requests.begin(request)).newId('unite', 'idea')).not.toBe(id);
});

describe('after a process that did not answer', () => {
  test('one other does it, with the same ids', async () => {
    const request = aRequest();
    const first = attemptOf(await requests.begin(request));
    const ids = [first.newId('unite', 'idea'), first.newId('unite', 'idea')];
    expect(ids[0]).not.toBe(ids[1]);
    await wait(request);
    const begun = await Promise.all([1, 2, 3].map(() => requests.begin(request)));
    const [second, ...others] = begun.filter(({ is }) => is === 'TO_DO').map(attemptOf);
    expect(others).toEqual([]);
    expect(ids).toEqual([second?.newId('unite', 'idea'), second?.newId('unite', 'idea')]);
  });

  test('that process can take nothing from the other one', async () => {
    const request = aRequest();
    const paused = attemptOf(await requests.begin(request));
    await wait(request);
    await requests.begin(request);
    await paused.release();
    expect((await requests.begin(request)).is).toBe('UNDER_WAY');
    await paused.interrupt();
    expect((await requests.begin(request)).is).toBe('UNDER_WAY');
  });

  test('a request that failed is to do at once', async () => {
    const request = aRequest();
    await attemptOf(await requests.begin(request)).interrupt();
    expect((await requests.begin(request)).is).toBe('TO_DO');
  });
});
