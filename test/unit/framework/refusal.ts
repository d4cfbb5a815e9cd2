/** What a function refuses. */
import { GraphQLError } from 'graphql';

/** The code, argument and sentence of the refusal; null when there was none. */
export function refusalOf(act: () => unknown): {
  code: unknown;
  argument: unknown;
  message: string;
} | null {
  try {
    act();
    return null;
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error;
    const { message, extensions } = error;
    return { code: extensions['code'], argument: extensions['argument'], message };
  }
}
