/** Files of secrets. Only their owner can read them, and each is written in one step, so that no reader finds half of it. */
import { linkSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * Creates a file.
 * @returns false where the file exists already; it is unchanged then
 */
export function makeSecretFile(path: string, content: unknown): boolean {
  const temporary = writeTemporary(path, content);
  try {
    linkSync(temporary, path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  } finally {
    rmSync(temporary);
  }
}

/** Replaces the content of a file. */
export const replaceSecretFile = (path: string, content: unknown): void =>
  renameSync(writeTemporary(path, content), path);

/** Writes the content as JSON to a temporary file in the same folder. @returns its path */
function writeTemporary(path: string, content: unknown): string {
  const temporary = `${path}.${process.pid}.new`;
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(temporary, `${JSON.stringify(content, null, 2)}\n`, { mode: 0o600 });
  return temporary;
}
