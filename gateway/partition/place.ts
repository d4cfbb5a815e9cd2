import type { GraphQLFormattedError } from 'graphql';
import type { SelectedField } from './operation.ts';
import type { SplitField } from './slots.ts';

/** A way into an answer, as in a GraphQL error: `["_entities", 3, "body"]`. */
export type Path = readonly (string | number)[];

/**
 * One thing that one owner is asked for: a whole root field, or one item of a split list.
 * Whatever is asked and answered comes back to this: what the owner says at `asked` belongs at each seat.
 */
export interface Place {
  readonly owner: string;
  readonly field: SelectedField | SplitField;
  /** Where the owner's answer holds it: `[key]`, or `[key, its index among the owner's items]`. */
  readonly asked: Path;
  /** Where the fetch wants it; several where the list holds the same item several times. */
  readonly seats: Path[];
  /** The item to send, where the field is split. */
  readonly item?: unknown;
}

/** A root field of a fetch with all that is known of it before anyone is asked. */
export interface PlacedField {
  readonly key: string;
  /** What stands there where nobody answers: null, or a list of nulls as long as the list that is split. */
  readonly blank: unknown;
  readonly places: readonly Place[];
  readonly errors: readonly GraphQLFormattedError[];
}

/** What one owner is asked in one request. */
export interface Share {
  readonly owner: string;
  readonly places: readonly Place[];
}

/** A query asks every owner once, all side by side. */
export function sharesOfQuery(fields: readonly PlacedField[]): Share[] {
  const byOwner = new Map<string, Place[]>();
  for (const place of fields.flatMap(({ places }) => places)) {
    const places = byOwner.get(place.owner);
    if (places) places.push(place);
    else byOwner.set(place.owner, [place]);
  }
  return [...byOwner].map(([owner, places]) => ({ owner, places }));
}

/** A mutation's fields run in the order written, so only neighbours of the same owner go together. */
export function sharesOfMutation(fields: readonly PlacedField[]): Share[] {
  const shares: { owner: string; places: Place[] }[] = [];
  for (const place of fields.flatMap(({ places }) => places)) {
    const last = shares.at(-1);
    if (last?.owner === place.owner) last.places.push(place);
    else shares.push({ owner: place.owner, places: [place] });
  }
  return shares;
}
