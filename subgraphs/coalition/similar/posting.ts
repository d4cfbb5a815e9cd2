/** One term of the index, and where it occurs. */

/** Counts are kept in a byte. */
export const MOST_COUNTED = 255;

/** Documents are known by their slot, a small number that is given to another when they go. */
export interface Posting {
  readonly term: string;
  /** How many ideas it occurs in; an idea and those merged into it count as one. */
  ideas: number;
  readonly size: number;
  slotAt(at: number): number;
  countAt(at: number): number;
  add(slot: number, count: number): void;
  remove(slot: number): void;
}

/** A posting of nothing yet; it grows by doubling, and shrinks when three quarters are empty. */
export function emptyPosting(term: string): Posting {
  let slots = new Uint32Array(1);
  let counts = new Uint8Array(1);
  let size = 0;
  const resize = (capacity: number) => {
    const [oldSlots, oldCounts] = [slots, counts];
    slots = new Uint32Array(capacity);
    counts = new Uint8Array(capacity);
    slots.set(oldSlots.subarray(0, size));
    counts.set(oldCounts.subarray(0, size));
  };
  return {
    term,
    ideas: 0,
    get size() {
      return size;
    },
    slotAt: (at) => slots[at] ?? 0,
    countAt: (at) => counts[at] ?? 0,
    add(slot, count) {
      if (size === slots.length) resize(size * 2);
      slots[size] = slot;
      counts[size] = count;
      size += 1;
    },
    /** The last one takes the place of the one that goes, so that the order is of no use to anyone. */
    remove(slot) {
      const at = slots.subarray(0, size).indexOf(slot);
      if (at < 0) return;
      size -= 1;
      slots[at] = slots[size] ?? 0;
      counts[at] = counts[size] ?? 0;
      if (size > 0 && size * 4 <= slots.length) resize(size * 2);
    },
  };
}
