import { expect, test } from '@jest/globals';
import { withOutbox } from '../../../subgraphs/feed/publish/outbox.ts';

test('an update of any form also raises the version and sets `pending`', () => {
  expect(withOutbox({ title: 'A' })).toEqual({
    title: 'A',
    $set: { pending: true },
    $inc: { version: 1 },
  });
  expect(withOutbox({ $set: { title: 'A' }, $inc: { counts: 1 }, $push: { ideas: 'x' } })).toEqual({
    $set: { title: 'A', pending: true },
    $inc: { counts: 1, version: 1 },
    $push: { ideas: 'x' },
  });
  expect(withOutbox([{ $set: { title: 'A' } }])).toEqual([
    { $set: { title: 'A' } },
    { $set: { version: { $add: [{ $ifNull: ['$version', 0] }, 1] }, pending: true } },
  ]);
});

test('an update also says when it was, where that is noted', () => {
  const updatedAt = new Date();
  expect(withOutbox({ $set: { title: 'A' } }, { updatedAt })).toMatchObject({
    $set: { title: 'A', updatedAt },
  });
  expect(withOutbox([{ $set: { title: 'A' } }], { updatedAt })).toMatchObject([
    {},
    { $set: { updatedAt } },
  ]);
});
