/** Files of secrets: nobody but their owner reads them, and no reader ever finds half of one. */
import { linkSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * Makes a file.
 * @returns whether it did; false where there is one already, which stays as it is
 */
export function makeSecretFile(path: string, content: unknown): boolean {
  const made = written(path, content);
  try {
    linkSync(made, path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  } finally {
    rmSync(made);
  }
}

/** Puts other content in the place of a file's. */
export const replaceSecretFile = (path: string, content: unknown): void =>
  renameSync(written(path, content), path);

/** The content as JSON, in a file beside the one that it is for. */
function written(path: string, content: unknown): string {
  const beside = `${path}.${process.pid}.new`;
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(beside, `${JSON.stringify(content, null, 2)}\n`, { mode: 0o600 });
  return beside;
}
