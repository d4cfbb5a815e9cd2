/** The areas that things can be about: a tree, read from a file that an operator can replace. */
import { readFileSync } from 'node:fs';
import { fileOfHouse } from '../platform/root.ts';
import { AreaKind } from './generated/enums.ts';
import { type Area, readAreas } from './read-areas.ts';

/** What to say was expected where an area was. */
export const EXPECTED_AREA = 'the id or the official code of an area, as `areas` lists them';

const OURS = 'schema/data/uk-areas.csv';

interface Tree {
  readonly areas: readonly Area[];
  readonly byName: ReadonlyMap<string, Area>;
  /** The ids of each area and of all that lies in it. */
  readonly inside: ReadonlyMap<Area, readonly string[]>;
}

let read: Tree | undefined;

function readTree(): Tree {
  const file = process.env['AREAS_FILE']?.trim();
  const areas = readAreas(readFileSync(file || fileOfHouse(OURS), 'utf8'), file || OURS);
  const names = areas.flatMap((area) => [[area.code, area] as const, [area.id, area] as const]);
  const inside = new Map<Area, string[]>(areas.map((area) => [area, []]));
  for (const area of areas)
    for (const one of [area, ...area.ancestors]) inside.get(one)?.push(area.id);
  return { areas, byName: new Map(names), inside };
}

/** Read when it is needed first, as not every program needs it. @throws StartFailure where the file is wrong */
const tree = (): Tree => (read ??= readTree());

/** All areas, each after its parent. */
export const areas = (): readonly Area[] => tree().areas;

/** The area of an id or an official code, or null. */
export const areaNamed = (name: string): Area | null => tree().byName.get(name) ?? null;

/** The area of this id; null for nationwide, or when the id is no area (any longer). */
export const areaOf = (id: string | null): Area | null => (id === null ? null : areaNamed(id));

/** Whether an area is another, or lies in it. */
export const liesIn = (area: Area, other: Area): boolean =>
  area === other || area.ancestors.includes(other);

/** The ids of these areas, and of all that lies in them. */
export const idsIn = (names: readonly string[]): string[] => [
  ...new Set(
    names.flatMap((name) => {
      const area = areaNamed(name);
      return (area && tree().inside.get(area)) ?? [];
    }),
  ),
];

/**
 * The area at a level that an area is, or lies in. Where its part of the tree has none at that level, as Wales has no regions,
 * it is the nearest coarser one; null for what lies in none, as England in no region.
 * @example atLevel(aldershot, 'REGION')?.name // 'South East'
 */
export function atLevel(area: Area, level: AreaKind): Area | null {
  const line = [area, ...area.ancestors];
  const exact = line.find(({ kind }) => kind === level);
  if (exact) return exact;
  const coarser = line.find(({ kind }) => !isFiner(kind, level));
  return coarser && !around(level).has(coarser) ? coarser : null;
}

const isFiner = (kind: AreaKind, level: AreaKind): boolean =>
  AreaKind.indexOf(kind) > AreaKind.indexOf(level);

const aroundByLevel = new Map<AreaKind, ReadonlySet<Area>>();

/** All areas that have others in them, down to a level. */
function around(level: AreaKind): ReadonlySet<Area> {
  const found =
    aroundByLevel.get(level) ??
    new Set(areas().flatMap((area) => (isFiner(area.kind, level) ? [] : area.ancestors)));
  aroundByLevel.set(level, found);
  return found;
}

/** The nations and regions that have no others in them: of the United Kingdom twelve, and every place lies in one. */
export function regions(): readonly Area[] {
  const coarse = areas().filter(({ kind }) => kind === 'NATION' || kind === 'REGION');
  return coarse.filter((one) => !coarse.some(({ parent }) => parent === one));
}
