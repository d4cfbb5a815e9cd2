/** What stands at the end of a path: what is expected there, and what an answer shows there. */
import type { CallerName } from './callers.ts';
import { maySeeField, maySeeThing } from './expected.ts';
import type { Path } from './paths.ts';
import { linked, type Thing, thingsOf, typeOfThing } from './world.ts';

/** What is expected at the end of a path. */
export function expectedAt({ root, from, steps }: Path, caller: CallerName): Set<Thing> {
  const seen = (things: readonly Thing[]) =>
    things.filter((thing) => maySeeThing(typeOfThing(thing), thing, caller));
  const follow = (coordinate: string, things: readonly Thing[]) =>
    things
      .filter((thing) => maySeeField(coordinate, thing, caller))
      .flatMap((thing) => seen(linked(coordinate, thing, caller)));
  const byId = /\$id_(\w+)/.exec(root)?.[1] as Thing | undefined;
  const start =
    'coordinate' in from
      ? follow(from.coordinate, ['root'])
      : seen(byId ? [byId] : thingsOf(from.type));
  const hops = steps.filter(({ type }) => !/(Connection|Edge|Facets|Count)$/.test(type));
  return new Set(
    hops.reduce<Thing[]>(
      (things, { type, field }) => follow(`${type}.${field.name}`, things),
      start,
    ),
  );
}

export type Visible = Record<string, unknown>;

/** What an answer shows at the end of a path. */
export function visibleAt({ steps }: Path, answer: unknown): Visible[] {
  const flat = (value: unknown): Visible[] =>
    Array.isArray(value) ? value.flatMap(flat) : value ? [value as Visible] : [];
  return steps.reduce((at, { field }) => at.flatMap((one) => flat(one[field.name])), flat(answer));
}

export const titleOf = ({ root, steps, to }: Path): string =>
  `${[root, ...steps.map(({ field }) => field.name)].join('.')}: ${to}`;
