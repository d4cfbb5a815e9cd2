/** Cards are for everyone, so nothing that is about a person may be on one. */
import { StartFailure } from '../../../platform/start-failure.ts';
import type { PersonalRows } from '../../framework/personal.ts';
import type { CardSource } from './card-source.ts';

/** What a card has, and of which collection. */
export type OnCards = Pick<CardSource, 'collection' | 'type' | 'fields'>;

/** The fields on a card that are declared to be about people: the whole of a field, or a part of it. */
export function personalFieldsOn(
  { collection, fields }: OnCards,
  declared: readonly PersonalRows[],
): string[] {
  const paths = declared
    .filter((rows) => rows.collection === collection)
    .flatMap((rows) => [...rows.keys, ...rows.fields]);
  return Object.keys(fields).filter((field) => paths.some((path) => path.split('.')[0] === field));
}

/**
 * Sees to it that no card has anything about a person.
 * @throws StartFailure naming what a card would have
 */
export function needImpersonalCards(
  sources: readonly OnCards[],
  declared: readonly PersonalRows[],
): void {
  for (const source of sources) {
    const [field] = personalFieldsOn(source, declared);
    if (field)
      throw new StartFailure(
        `The card ${source.type} would show "${field}" of "${source.collection}" to everyone, but that is declared to be about people.`,
      );
  }
}
