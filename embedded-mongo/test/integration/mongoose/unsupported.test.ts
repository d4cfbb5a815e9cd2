import { describe, expect, test } from '@jest/globals';
import { anEngine } from './an-engine.ts';

const engine = anEngine();

describe('what the engine does not have', () => {
  test.each<[string, object, number]>([
    ['a command', { mapReduce: 'a' }, 59],
    ['a stage', { aggregate: 'a', pipeline: [{ $changeStream: {} }], cursor: {} }, 40324],
    ['a filter operator', { find: 'a', filter: { a: { $bitsAllSet: 1 } } }, 2],
    ['a top-level operator', { find: 'a', filter: { $where: '1' } }, 2],
    ['an update operator', { findAndModify: 'a', update: { $bit: { a: { or: 1 } } } }, 9],
    ['an option of a command', { find: 'a', returnKey: true }, 40415],
    ['a collation', { find: 'a', collation: { locale: 'en' } }, 115],
    [
      'a kind of index',
      { createIndexes: 'a', indexes: [{ key: { a: '2dsphere' }, name: 'a' }] },
      67,
    ],
    ['a kind of collection', { create: 'a', timeseries: { timeField: 't' } }, 40415],
  ])('is refused with the code of the server: %s', async (_what, command, code) => {
    await expect(engine.db().db?.command(command as Record<string, unknown>)).rejects.toMatchObject(
      {
        code,
      },
    );
  });
});
