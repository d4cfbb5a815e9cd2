/**
 * A cache that forgets what was least recently used. It is bounded by the characters of its keys:
 * here the keys are query texts, and what is kept for a text grows with the text.
 */
export class BoundedCache<Value extends object> {
  readonly #values = new Map<string, Value>();
  readonly #maxCharacters: number;
  #characters = 0;

  constructor(maxCharacters: number) {
    this.#maxCharacters = maxCharacters;
  }

  /** How many values are kept. */
  get size(): number {
    return this.#values.size;
  }

  /** The value kept for the key, or the one that `make` makes now. */
  get(key: string, make: () => Value): Value {
    const kept = this.#values.get(key);
    const value = kept ?? make();
    // A Map iterates in the order of insertion, so inserting again makes an entry the youngest.
    if (kept) this.#values.delete(key);
    else this.#characters += key.length;
    this.#values.set(key, value);
    this.#forgetOldest();
    return value;
  }

  #forgetOldest(): void {
    for (const key of this.#values.keys()) {
      if (this.#characters <= this.#maxCharacters) return;
      this.#values.delete(key);
      this.#characters -= key.length;
    }
  }
}
