/** Asking Groundswell. */
import { GATEWAY } from './settings.js';

/** The token is over, or was never good: whoever asked has to sign in again. */
export class SignInAgain extends Error {}

/**
 * The data of an answer, which is partial before it is nothing: what a field lacks is in `problems`, in words.
 * @param token of whoever asks; without one, everyone's answers
 */
export async function ask(query, variables = {}, token) {
  const response = await fetch(GATEWAY, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(token && { authorization: `Bearer ${token}` }),
    },
    body: JSON.stringify({ query, variables }),
  });
  const { data, errors = [] } = await response.json();
  if (errors.some(({ extensions }) => extensions?.code === 'UNAUTHENTICATED'))
    throw new SignInAgain('Please sign in again.');
  if (!data) throw new Error(errors.map(({ message }) => message).join(' '));
  return { data, problems: errors.map(({ message }) => message) };
}
