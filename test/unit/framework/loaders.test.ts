import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { byId, rowsBy } from '../../../subgraphs/framework/loaders.ts';
import { type PageArgs, pageOfList } from '../../../subgraphs/framework/lists/page.ts';
import { pagesBy } from '../../../subgraphs/framework/lists/pages-by.ts';

/** A table that gives its rows in an order of its own, and remembers what it was asked. */
function aTable(ids: readonly string[]) {
  const asked: (readonly string[])[] = [];
  const find = async (wanted: readonly string[]) => {
    asked.push(wanted);
    return ids.filter((id) => wanted.includes(id)).map((_id) => ({ _id }));
  };
  return { asked, find };
}

const letters = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g');

describe('a loader', () => {
  test('answers each id in its place, null for what is absent, and reads once', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(letters),
        fc.array(letters, { minLength: 1 }),
        async (there, wanted) => {
          const { asked, find } = aTable(there);
          const loader = byId(find);
          const found = await Promise.all(wanted.map((id) => loader.load(id)));
          expect(found).toEqual(wanted.map((id) => (there.includes(id) ? { _id: id } : null)));
          expect(asked).toEqual([[...new Set(wanted)]]);
        },
      ),
    );
  });

  test('reads nothing again within its request', async () => {
    const { asked, find } = aTable(['a']);
    const loader = byId(find);
    await loader.load('a');
    await Promise.all([loader.load('a'), loader.load('b')]);
    expect(asked).toEqual([['a'], ['b']]);
  });

  test('fails for all that were asked for together, and reads again when asked again', async () => {
    let broken = true;
    const loader = rowsBy(async (ids) => {
      if (broken) throw new Error('The database is away.');
      return new Map(ids.map((id) => [id, 1]));
    });
    const both = await Promise.allSettled([loader.load('a'), loader.load('b')]);
    expect(both.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    broken = false;
    expect(await loader.clear('a').load('a')).toBe(1);
  });

  test('tells what is falsy from what is absent', async () => {
    const loader = rowsBy(async () => new Map([['a', 0]]));
    expect(await loader.loadMany(['a', 'b'])).toEqual([0, null]);
  });
});

describe('a loader of pages', () => {
  const aShelf = () => {
    const asked: [readonly string[], PageArgs][] = [];
    const load = pagesBy(async (parents, args) => {
      asked.push([parents, args]);
      const some = parents.filter((parent) => parent !== 'nobody');
      return new Map(
        some.map((parent) => [parent, pageOfList([{ _id: `of ${parent}` }], '_id', args)]),
      );
    });
    return { asked, load };
  };

  test('reads the same page of many parents at once', async () => {
    const { asked, load } = aShelf();
    const pages = await Promise.all(['a', 'nobody', 'b', 'a'].map((id) => load(id, { first: 2 })));
    expect(pages.map((page) => page?.edges[0]?.node._id ?? null)).toEqual([
      'of a',
      null,
      'of b',
      'of a',
    ]);
    expect(asked).toEqual([[['a', 'nobody', 'b'], { first: 2 }]]);
  });

  test('reads other pages apart, and knows a page however it is asked for', async () => {
    const { asked, load } = aShelf();
    await Promise.all([
      load('a', { first: 2 }),
      load('b', { first: 2, after: null, last: undefined as never }),
      load('a', { first: 3 }),
      load('a', { last: 2 }),
    ]);
    expect(asked.map(([parents]) => parents)).toEqual([['a', 'b'], ['a'], ['a']]);
  });
});
