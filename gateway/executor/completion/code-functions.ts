/** Code of an operation is not generated past this many characters: it costs more than it saves. */
const MOST_CHARACTERS = 200_000;

/** Thrown for an operation whose answer can be written by too much code only. */
export class TooMuchCode extends Error {
  override readonly name = 'TooMuchCode';
}

/** The functions of a writer, as code. */
export class CodeFunctions {
  readonly #functions: string[] = [];
  #characters = 0;

  /** All functions. */
  get text(): string {
    return this.#functions.join('\n');
  }

  /**
   * Adds a function.
   * @returns its name
   * @throws TooMuchCode
   * @example functions.add('(o,C)', 'return "{}";') // 'f0'
   */
  add(parameters: string, body: string): string {
    const name = `f${this.#functions.length}`;
    this.#characters += body.length;
    if (this.#characters > MOST_CHARACTERS)
      throw new TooMuchCode(`Expected at most ${MOST_CHARACTERS} characters of code.`);
    this.#functions.push(`function ${name}${parameters}{${body}}`);
    return name;
  }
}
