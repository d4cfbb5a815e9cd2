/** Finding documents for every command that takes a filter. */
import { compileFilter, type FilterScope } from '../match/filter.ts';
import { toNumber } from '../numbers.ts';
import type { Collection, Examined } from '../store/collection.ts';
import type { Doc } from '../values/document.ts';
import { sorted } from '../values/sort.ts';

export interface Query {
  readonly filter: Doc;
  readonly scope: FilterScope;
  readonly sort?: Doc;
  readonly skip?: number | undefined;
  /** 0, or none, for all. */
  readonly limit?: number | undefined;
}

/** Finds documents. The filter is checked even where there is no collection. */
export function findDocs(
  collection: Collection | undefined,
  query: Query,
  examined?: Examined,
): Doc[] {
  const { filter, scope, sort = {}, skip = 0, limit = 0 } = query;
  if (!collection) {
    compileFilter(filter, scope);
    return [];
  }
  const end = limit > 0 ? skip + limit : Number.POSITIVE_INFINITY;
  if (Object.keys(sort).length > 0) {
    const streamed =
      limit > 0 && isPlain(sort)
        ? collection.inOrder(filter, scope, sort, end, examined)
        : undefined;
    if (streamed) return streamed.slice(skip);
    const matching = [...collection.match(filter, scope, examined)];
    return inOrder(matching, sort, collection, filter, end).slice(skip, end);
  }
  return sliceOf(collection.match(filter, scope, examined), skip, end);
}

/** Whether a sort is by fields only, each ascending or descending. */
const isPlain = (sort: Doc): sort is Record<string, 1 | -1> =>
  Object.entries(sort).every(
    ([field, direction]) => !field.startsWith('$') && (direction === 1 || direction === -1),
  );

function inOrder(docs: Doc[], sort: Doc, collection: Collection, filter: Doc, most: number): Doc[] {
  const { $natural } = sort;
  if ($natural === undefined) return sorted(docs, sort, collection.score(filter), most);
  return toNumber($natural) < 0 ? docs.toReversed() : docs;
}

/** Stops reading once there are enough. */
function sliceOf(docs: Iterable<Doc>, skip: number, end: number): Doc[] {
  const taken: Doc[] = [];
  let seen = 0;
  for (const doc of docs) {
    if (seen++ >= skip) taken.push(doc);
    if (seen >= end) break;
  }
  return taken;
}
