/** How two answers to one operation differ. */
import type { ExecutionResult, GraphQLError } from 'graphql';
import { NoRow } from './everything.ts';

type Path = readonly (string | number)[];

/** An answer as a client reads it. */
export interface Read {
  readonly data: unknown;
  /** The text of the data. */
  readonly text: string;
  readonly errors: readonly GraphQLError[];
}

/** Reads an answer as a client does. */
export function readAnswer({ data, errors = [] }: ExecutionResult): Read {
  const text = JSON.stringify(data ?? null);
  return { data: JSON.parse(text), text, errors };
}

/**
 * How an answer differs from the judge's; null where it does not. Data have to be equal to the letter.
 *
 * Of errors it is the nulls that have to be explained alike: GraphQL (6.4.4) wants one error for each null, and where
 * several fields of an object failed that may not be null, either may be explained. So a path counts up to the null that it
 * leads to.
 *
 * An owner that does not have a row is no error, where null may be in the row's place.
 */
export function difference(judged: Read, answer: Read): string | null {
  if (judged.text !== answer.text) {
    if (inOrder(judged.data) === inOrder(answer.data)) return 'the order of keys';
    return judged.errors.length > 0 ? 'data where something fails' : 'data where nothing fails';
  }
  const silent = new Set<string>();
  const wanted = new Set<string>();
  for (const error of judged.errors) {
    const path = toNull(judged.data, error.path ?? []);
    const isNoRow = error.originalError instanceof NoRow || error instanceof NoRow;
    if (isNoRow && path.length === (error.path?.length ?? 0) - 1) silent.add(textOf(path));
    else wanted.add(textOf(path));
  }
  const explained = new Set(
    answer.errors.map(({ path }) => (path ? textOf(toNull(answer.data, path)) : 'no path')),
  );
  const open = [...wanted].filter((path) => !explained.has(path) && !silent.has(path));
  const more = [...explained].filter((path) => !wanted.has(path) && !silent.has(path));
  return open.length + more.length > 0 ? 'error paths' : null;
}

/** A text that does not depend on the order of keys. */
const inOrder = (data: unknown): string =>
  JSON.stringify(data, (_key, value: unknown) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : value,
  );

const textOf = (path: Path): string => JSON.stringify(path);

/** A path up to the first null; a path that leads to a value is marked, as an error cannot be there. */
function toNull(data: unknown, path: Path): Path {
  let value = data;
  for (const [depth, key] of path.entries()) {
    if (value === null || value === undefined) return path.slice(0, depth);
    value = Object.hasOwn(value, key) ? Reflect.get(value, key) : undefined;
  }
  return value === null ? path : [...path, 'which has a value'];
}
