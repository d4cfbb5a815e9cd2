/** Factories of DataLoaders. A loader keeps order and answers null for the absent. */
import DataLoader from 'dataloader';

/** Rows by their id. */
export const byId = <Row extends { _id: string }>(
  find: (ids: readonly string[]) => PromiseLike<Row[]>,
): DataLoader<string, Row | null> =>
  rowsBy(async (ids) => new Map((await find(ids)).map((row) => [row._id, row])));

/** Whatever is found by an id. */
export const rowsBy = <Found>(
  find: (ids: readonly string[]) => Promise<ReadonlyMap<string, Found>>,
): DataLoader<string, Found | null> =>
  new DataLoader<string, Found | null>(async (ids) => {
    const found = await find(ids);
    return ids.map((id) => found.get(id) ?? null);
  });

/** Reads that a request may ask for at many places: each name with the same arguments is read once. */
export function readOnce() {
  const reads = new Map<string, Promise<unknown>>();
  return <Result>(name: string, args: unknown, read: () => Promise<Result>): Promise<Result> => {
    const key = JSON.stringify([name, args]);
    const cached = reads.get(key) as Promise<Result> | undefined;
    const reading = cached ?? read();
    reads.set(key, reading);
    return reading;
  };
}
