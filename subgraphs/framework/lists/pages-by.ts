/** Loads pages of lists that belong to parents. */
import type DataLoader from 'dataloader';
import { rowsBy } from '../loaders.ts';
import type { Page, PageArgs } from './page.ts';

/**
 * Pages of what belongs to a parent: one read for all parents that are asked for the same page.
 * @example const comments = pagesBy((ideas, args) => tables.comments.pages(ideas, args))
 */
export function pagesBy<Row, Args extends PageArgs = PageArgs>(
  find: (ids: readonly string[], args: Args) => Promise<ReadonlyMap<string, Page<Row>>>,
): (parent: string, args: Args) => Promise<Page<Row> | null> {
  const loaders = new Map<string, DataLoader<string, Page<Row> | null>>();
  return (parent, args) => {
    const key = keyOf(args);
    const loader = loaders.get(key) ?? rowsBy((ids) => find(ids, args));
    loaders.set(key, loader);
    return loader.load(parent);
  };
}

/** The same for arguments that say the same, in whatever order, left out or null. */
const keyOf = (args: object): string =>
  JSON.stringify(
    Object.entries(args)
      .filter(([, value]) => value != null)
      .toSorted(([one], [other]) => (one < other ? -1 : 1)),
  );
