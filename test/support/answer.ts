/** What a GraphQL server answers. */
export interface Answer<Data> {
  data?: Data | null;
  extensions?: Record<string, unknown>;
  errors?: { message: string; path?: (string | number)[]; extensions: Record<string, unknown> }[];
}

/** An answer without the addresses where its errors are explained: of no interest to most who ask. */
export function withoutDocumentation<Data>(answer: Answer<Data>): Answer<Data> {
  if (!answer.errors) return answer;
  const errors = answer.errors.map(({ extensions, ...error }) => {
    const { documentation: _, ...rest } = extensions ?? {};
    return { ...error, ...(extensions && { extensions: rest }) };
  });
  return { ...answer, errors };
}

/**
 * The data of an answer.
 * @throws Error with the answer's own words when there are errors in it.
 */
export function dataOf<Data>({ data, errors }: Answer<Data>): Data {
  if (!data || errors) throw new Error(`Expected data alone, but got ${JSON.stringify(errors)}.`);
  return data;
}

/** The code and the argument of each error in an answer. */
export const refusalsOf = ({ errors = [] }: Answer<unknown>): unknown[] =>
  errors.map(({ extensions: { code, argument } }) => (argument ? { code, argument } : { code }));
