import type { Directory, LiveDirectory } from '../directory/directory.ts';

/** What follows from the directory, made anew with each change of it. */
export function madeOf<Made>(
  directory: LiveDirectory,
  make: (directory: Directory) => Made,
): () => Made {
  let made = make(directory.now());
  directory.onChange((changed) => {
    made = make(changed);
  });
  return () => made;
}
