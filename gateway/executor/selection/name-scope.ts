/** A key in the client's answer; a number stands for the index in the nth list from the root. */
export type ClientKey = string | number;

/** What decides the name of a field: its name in the schema, its arguments as text, and the client's response name. */
interface NamedField {
  readonly field: string;
  readonly arguments: string;
  readonly response: string;
  /** Whether the field has a name of its own for each response name. */
  readonly isApart: boolean;
}

/**
 * The names of fields at one place of the answer, in which the client's response names have no part. A field without
 * arguments has its own name, so that it is the field that the planner asks for by itself, such as a key. Every other
 * is `_1_comments`, `_2_comments`, …: a name that no field of a schema has, and no alias of the planner's.
 *
 * Leaves with equal arguments share a name. Objects under two response names do not: a null that rises in one would
 * empty the other.
 */
export class NameScope {
  readonly #names = new Map<string, string>();
  readonly #counts = new Map<string, number>();
  readonly #responses = new Map<string, string>();
  readonly #inner = new Map<string, NameScope>();

  /**
   * The name of a field.
   * @example scope.nameOf({ field: 'title', arguments: '', response: 'heading', isApart: false }) // 'title'
   */
  nameOf({ field, arguments: text, response, isApart }: NamedField): string {
    const key = `${field}${text}${isApart ? ` ${response}` : ''}`;
    const given = this.#names.get(key);
    if (given !== undefined) return given;
    const count = (this.#counts.get(field) ?? 0) + 1;
    this.#counts.set(field, count);
    const name = count === 1 && text === '' ? field : `_${count}_${field}`;
    this.#names.set(key, name);
    this.#responses.set(name, response);
    return name;
  }

  /** The names within a field, by the field's name in this scope. */
  inner(name: string): NameScope {
    const given = this.#inner.get(name);
    if (given) return given;
    const scope = new NameScope();
    this.#inner.set(name, scope);
    return scope;
  }

  /**
   * A path of these names in the client's response names, as far as the client asked.
   * @example scope.clientPath(['_1_comments', 0, 'text']) // ['comments', 0, 'text']
   */
  clientPath(path: readonly (string | number)[]): (string | number)[] {
    const [key, ...rest] = path;
    if (key === undefined) return [];
    if (typeof key === 'number') return [key, ...this.clientPath(rest)];
    const response = this.#responses.get(key);
    return response === undefined ? [] : [response, ...this.inner(key).clientPath(rest)];
  }
}
