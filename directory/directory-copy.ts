/** The last directory that the coalition sent, kept on disk for a start while the coalition is down. */
import { existsSync, readFileSync } from 'node:fs';
import { log } from '../platform/log.ts';
import { traceOf } from '../platform/trace.ts';
import { replaceSecretFile } from '../platform/secret-file.ts';
import { type Directory, directorySchema } from './directory.ts';

/** Reads the copy; null where there is none. One that cannot be read, or is no directory, is logged and ignored. */
export function readCopy(file: string): Directory | null {
  if (!existsSync(file)) return null;
  try {
    return copySchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch (error) {
    log.warn({ reason: 'unreadable', ...traceOf(error) }, 'copy of the directory ignored');
    return null;
  }
}

/** A copy without affiliates, or with one twice, cannot have been written whole. */
const copySchema = directorySchema.refine(
  ({ affiliates }) =>
    affiliates.length > 0 && new Set(affiliates.map(({ id }) => id)).size === affiliates.length,
);

/** Replaces the copy in one step, so that no reader finds half of one. A failure is logged: the program runs without. */
export function writeCopy(file: string, directory: Directory): void {
  try {
    replaceSecretFile(file, directory);
  } catch (error) {
    log.warn({ reason: 'unwritable', ...traceOf(error) }, 'copy of the directory not written');
  }
}
