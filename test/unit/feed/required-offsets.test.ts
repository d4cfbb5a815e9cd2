import { expect, test } from '@jest/globals';
import { readRequiredOffsets } from '../../../subgraphs/feed/follow/required-offsets.ts';

test('a header names an offset for each of some organisations', () => {
  expect(readRequiredOffsets(undefined)).toEqual(new Map());
  expect(readRequiredOffsets('labour=12,unite=?,movement-for-change=0')).toEqual(
    new Map<string, number | null>([
      ['labour', 12],
      ['unite', null],
      ['movement-for-change', 0],
    ]),
  );
});

test.each([
  '',
  'labour',
  'labour=',
  'labour=-1',
  'labour=??',
  'labour=1.5',
  'labour=1e9',
  'labour=1,',
  'Labour=1',
  'labour=1;unite=2',
  `labour=${'9'.repeat(16)}`,
  Array(500).fill('labour=1').join(),
])('%j is refused', (header) => {
  expect(() => readRequiredOffsets(header)).toThrow('groundswell-after: expected offsets such as');
});
