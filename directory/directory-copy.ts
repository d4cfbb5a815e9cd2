/** The last known directory on disk, for a start while the coalition is down. */
import { existsSync, readFileSync } from 'node:fs';
import { log } from '../platform/log.ts';
import { traceOf } from '../platform/trace.ts';
import { replaceSecretFile } from '../platform/secret-file.ts';
import { type Directory, directorySchema } from './directory.ts';

/** The copy in a file; null where there is none. One that cannot be read, or is wrong, is logged and left. */
export function readCopy(file: string): Directory | null {
  if (!existsSync(file)) return null;
  try {
    return soundCopy.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch (error) {
    log.warn(
      { reason: 'unreadable', ...traceOf(error) },
      'the copy of the directory is wrong, and left',
    );
    return null;
  }
}

const soundCopy = directorySchema.refine(
  ({ affiliates }) =>
    affiliates.length > 0 && new Set(affiliates.map(({ id }) => id)).size === affiliates.length,
);

/** Puts a directory in the place of the copy, so that no reader finds half of one. What fails is logged: it is a copy. */
export function writeCopy(file: string, directory: Directory): void {
  try {
    replaceSecretFile(file, directory);
  } catch (error) {
    log.warn({ reason: 'unwritable', ...traceOf(error) }, 'the directory cannot be copied to disk');
  }
}
