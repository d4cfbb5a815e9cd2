/** Which index a query uses, and which it does not even look into. */
import { expect, jest, test } from '@jest/globals';
import { Collection } from '../../src/store/collection.ts';
import { planFor } from '../../src/store/plan.ts';

const OWNERS = Array.from({ length: 500 }, (_, at) => `owner-${at}`);

/** Things of many owners, half of which are open. */
function aCollection(): Collection {
  const collection = new Collection('house.cards');
  collection.createIndex({ v: 2, name: 'status', key: { status: 1 } });
  collection.createIndex({ v: 2, name: 'owner', key: { owner: 1 } });
  for (let at = 0; at < 6_000; at += 1)
    collection.insert({
      _id: at,
      owner: OWNERS[at % OWNERS.length],
      status: at % 2 === 0 ? 'OPEN' : 'CLOSED',
    });
  return collection;
}

test('no index is looked up five hundred times where reading half of the collection costs less', () => {
  const { indexes } = aCollection();
  const [status, owner] = indexes.ordered;
  const asked = jest.spyOn(owner!, 'reach');
  const open = { status: 'OPEN', owner: { $in: OWNERS } };
  expect(planFor(open, indexes)).toMatchObject({ index: status!.spec, size: 3_000 });
  expect(asked).not.toHaveBeenCalled();
  const oneOwner = { status: 'CLOSED', owner: 'owner-7' };
  expect(planFor(oneOwner, indexes)).toMatchObject({ index: owner!.spec, size: 12 });
});
