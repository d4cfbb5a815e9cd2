import { expect, test } from '@jest/globals';
import { tooNew } from '../../../bin/check-engines.js';

const packages = {
  '': { engines: { node: '>=20.19.0' } },
  'node_modules/without': { version: '1.0.0' },
  'node_modules/older': { version: '1.0.0', engines: { node: '>=14' } },
  'node_modules/either': { version: '1.0.0', engines: { node: '^20.19.0 || >=22.12.0' } },
  'node_modules/older/node_modules/@scope/newer': { version: '2.0.2', engines: { node: '>=22' } },
};

test('a package that expects a newer Node is named', () => {
  expect(tooNew(packages, '20.19.0', {})).toEqual([
    '@scope/newer@2.0.2 expects Node >=22, but ours is 20.19.0.',
  ]);
  expect(tooNew(packages, '22.0.0', {})).toEqual([
    'either@1.0.0 expects Node ^20.19.0 || >=22.12.0, but ours is 22.0.0.',
  ]);
});

test('one that is allowed to is not, in that version alone', () => {
  expect(tooNew(packages, '20.19.0', { '@scope/newer@2.0.2': 'It runs.' })).toEqual([]);
  expect(tooNew(packages, '20.19.0', { '@scope/newer@2.0.1': 'It runs.' })).toHaveLength(2);
});

test('what is allowed in vain is named too', () => {
  expect(
    tooNew(packages, '20.19.0', { '@scope/newer@2.0.2': 'It runs.', unneeded: 'It ran.' }),
  ).toEqual(['unneeded is allowed a newer Node, but needs none.']);
});
