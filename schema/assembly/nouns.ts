/** What descriptions call things. */
import type { Thing } from './sdl-files.ts';

/** What people call a type: by the table of things, or else the words of its name. `PolicyIdea` is "policy idea". */
export const nounsOf =
  (things: readonly Thing[]) =>
  (typename: string): string =>
    things.find((thing) => thing.typename === typename)?.noun ?? wordsOf(typename);

/** The words of a name: `DirectoryChange` is "directory change". */
export const wordsOf = (name: string): string =>
  name.replace(/(?<=.)(?=[A-Z])/g, ' ').toLowerCase();

/** Several of a noun: "parties", "wins". */
export const plural = (noun: string): string =>
  /[^aeiou]y$/.test(noun)
    ? noun.replace(/y$/, 'ies')
    : `${noun}${/(s|x|z|ch|sh)$/.test(noun) ? 'es' : 's'}`;
