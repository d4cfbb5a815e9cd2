import { expect, test } from '@jest/globals';
import { marking } from '../../../subgraphs/feed/publish/outbox.ts';

test('an update marks what it writes, whatever form it has', () => {
  expect(marking({ title: 'A' })).toEqual({
    title: 'A',
    $set: { dirty: true },
    $inc: { version: 1 },
  });
  expect(marking({ $set: { title: 'A' }, $inc: { counts: 1 }, $push: { ideas: 'x' } })).toEqual({
    $set: { title: 'A', dirty: true },
    $inc: { counts: 1, version: 1 },
    $push: { ideas: 'x' },
  });
  expect(marking([{ $set: { title: 'A' } }])).toEqual([
    { $set: { title: 'A' } },
    { $set: { version: { $add: [{ $ifNull: ['$version', 0] }, 1] }, dirty: true } },
  ]);
});
