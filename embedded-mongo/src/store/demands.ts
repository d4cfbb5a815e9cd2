import { lookups } from '../match/equalities.ts';
import type { Doc } from '../values/document.ts';
import { distinct } from '../values/keys.ts';
import { boundsOf, type Bounds } from './bounds.ts';

/** The conditions of a filter on single fields that an index can answer. */
export interface Demands {
  readonly filter: Doc;
  /** By field the values of which a document must hold one, none twice. */
  readonly values: ReadonlyMap<string, readonly unknown[]>;
  /** By field the bounds between which its value must lie. */
  readonly bounds: ReadonlyMap<string, Bounds>;
}

export const demandsOf = (filter: Doc): Demands => ({
  filter,
  values: new Map([...lookups(filter)].map(([field, values]) => [field, distinct(values)])),
  bounds: boundsOf(filter),
});
