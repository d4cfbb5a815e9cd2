import { expect, test } from '@jest/globals';
import { boundedLabel } from '../../../gateway/metrics/bounded-label.ts';

test('a label from outside has so many values, and one for all that come later', () => {
  const label = boundedLabel(2);
  expect(['web', 'app', 'web', 'bot', 'app', 'crawler'].map(label)).toEqual([
    'web',
    'app',
    'web',
    'other',
    'app',
    'other',
  ]);
});
