import { describe, expect, test } from '@jest/globals';
import { FIELDS_OF, HOSTILE } from './hostile-queries.ts';
import { expectBounded, nodeTypes, PLANNED_WITHIN_MS } from './plan.ts';

test('the hostile queries have fields of every type of node', () => {
  expect(Object.keys(FIELDS_OF).toSorted()).toEqual(nodeTypes.toSorted());
});

describe('a hostile query', () => {
  test.each(Object.keys(HOSTILE))(
    'is planned within the bound: %s',
    (name) => {
      expectBounded(HOSTILE[name] ?? '');
    },
    PLANNED_WITHIN_MS,
  );
});
