/** Which of the coalition's answers count: those that it could give if nothing was lost, and what it insists on. */
import { log } from '../platform/log.ts';
import { NotBelieved, type Told } from './ask-directory.ts';

/**
 * An older state is taken once the coalition has said nothing newer for so long. One that lags answers newer by then;
 * one that was restored from a backup does not, and what it is told from then on has to count.
 */
const OLDER_FOR_MS = 60_000;

export interface Belief<T extends Told> {
  /**
   * Whether an answer says anything that the last one did not.
   * @param after what it was to be newer than; null where it was to be whatever there is
   * @throws NotBelieved when it is to be left, and what is known kept.
   */
  isNews(told: T, after: number | null): boolean;
  /** Notes that an answer was taken. */
  note(told: T): void;
}

/** @param knowsAny whether any affiliate is known: then a list without any is not believed, however new */
export function createBelief<T extends Told>(
  knowsAny: () => boolean,
  now: () => number,
): Belief<T> {
  let known: { revision: number; text: string } | null = null;
  let olderSince: number | null = null;

  const mayGoBack = (told: T, revision: number): void => {
    olderSince ??= now();
    if (now() - olderSince < OLDER_FOR_MS)
      throw new NotBelieved(
        'older',
        `Expected revision ${revision} or newer, but got ${told.revision}.`,
      );
    log.warn({ reason: 'older' }, 'the directory went back to an older state, which is taken');
  };

  return {
    isNews(told, after) {
      if (told.affiliates.length === 0 && knowsAny())
        throw new NotBelieved('empty', 'Expected affiliates, but got none.');
      if (known && told.revision < known.revision) mayGoBack(told, known.revision);
      else if (after !== null && told.revision <= after)
        throw new NotBelieved('rubbish', `Expected what is newer than revision ${after}.`);
      olderSince = null;
      return known?.text !== JSON.stringify(told);
    },
    note(told) {
      known = { revision: told.revision, text: JSON.stringify(told) };
    },
  };
}
