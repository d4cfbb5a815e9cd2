import { compare } from '../values/order.ts';
import type { IndexKey } from './index-keys.ts';
import type { IndexSpec } from './index-spec.ts';

/** A document under one of its keys. */
export interface IndexEntry {
  readonly key: IndexKey;
  /** Stands for the `_id` of the document, as `keyOf` writes it. */
  readonly id: string;
}

/** The order of an index: by each field of the key in the direction of that field, then by document. */
export class KeyOrder {
  private readonly directions: readonly number[];

  constructor({ key }: IndexSpec) {
    this.directions = Object.values(key).map((direction) => Math.sign(Number(direction)));
  }

  /** 1 where the field at this place of the key ascends, -1 where it descends, 0 beyond the last. */
  directionAt(place: number): number {
    return this.directions[place] ?? 0;
  }

  /** @param from the place of the first field that counts */
  compareEntries(a: IndexEntry, b: IndexEntry, from = 0): number {
    const order = this.compareKeys(a.key, b.key, from, this.directions.length);
    if (order !== 0 || a.id === b.id) return order;
    return a.id < b.id ? -1 : 1;
  }

  /** Compares a key with the first values of another. */
  compareStart(key: IndexKey, start: IndexKey): number {
    return this.compareKeys(key, start, 0, start.length);
  }

  private compareKeys(a: IndexKey, b: IndexKey, from: number, to: number): number {
    for (let at = from; at < to; at++) {
      const order = compare(a[at], b[at]);
      if (order !== 0) return order * (this.directions[at] ?? 1);
    }
    return 0;
  }
}
