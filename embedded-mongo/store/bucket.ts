/** The documents under one key of an index: most often one, so that a set is made only for several. */
export type Bucket = string | Set<string>;

export function withKey(bucket: Bucket | undefined, key: string): Bucket {
  if (bucket === undefined || bucket === key) return key;
  return typeof bucket === 'string' ? new Set([bucket, key]) : bucket.add(key);
}

/** @returns undefined when nothing is left */
export function withoutKey(bucket: Bucket | undefined, key: string): Bucket | undefined {
  if (!(bucket instanceof Set)) return bucket === key ? undefined : bucket;
  bucket.delete(key);
  return bucket.size > 0 ? bucket : undefined;
}

/** Every document of these buckets, once. */
export function keysIn(buckets: readonly Bucket[]): Iterable<string> {
  const [only] = buckets;
  if (buckets.length === 1 && only !== undefined) return typeof only === 'string' ? [only] : only;
  const keys = new Set<string>();
  for (const bucket of buckets) {
    if (typeof bucket === 'string') keys.add(bucket);
    else for (const key of bucket) keys.add(key);
  }
  return keys;
}
