import type { Directory, LiveDirectory } from './directory.ts';

/** Derives a value from the directory, and derives it again at each change. @returns what reads the current value */
export function derivedFrom<Value>(
  directory: LiveDirectory,
  derive: (directory: Directory) => Value,
): () => Value {
  let value = derive(directory.now());
  directory.onChange((changed) => {
    value = derive(changed);
  });
  return () => value;
}
