/** Asking Groundswell. */
import { GATEWAY } from './settings.js';

/** The token is over, or was never good: whoever asked has to sign in again. */
export class SignInAgain extends Error {}

/** What this page wrote last, as the gateway said it: sent back, so that the next list has it. */
const WRITTEN = 'groundswell-written';
let written = null;

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
      ...(written && { [WRITTEN]: written }),
    },
    body: JSON.stringify({ query, variables }),
  });
  written = response.headers.get(WRITTEN) ?? written;
  const { data, errors = [] } = await response.json();
  if (errors.some(({ extensions }) => extensions?.code === 'UNAUTHENTICATED'))
    throw new SignInAgain('Please sign in again.');
  if (!data) throw new Error(errors.map(({ message }) => message).join(' '));
  return { data, problems: errors.map(({ message }) => message) };
}
