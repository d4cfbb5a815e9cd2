/** The field `areas`: which of them are asked for. */
import { areaNamed, areas, EXPECTED_AREA, liesIn } from '../../schema/areas.ts';
import type { AreaKind } from '../../schema/generated/enums.ts';
import type { Area } from '../../schema/read-areas.ts';
import { badInput } from '../framework/errors.ts';
import { LONGEST_SEARCH } from '../framework/lists/filter.ts';

/** What stands for an area between resolvers. */
export type AreaRow = Area;

interface Conditions {
  kinds?: readonly AreaKind[] | null;
  area?: string | null;
  text?: string | null;
}

/** The areas that meet all conditions, each after the one that it lies in. @throws BAD_USER_INPUT naming the one that is wrong */
export function areasAmong({ kinds, area: name, text }: Conditions): AreaRow[] {
  const around = name == null ? null : areaNamed(name);
  if (name != null && !around) throw badInput('area', EXPECTED_AREA, name);
  const part = text?.trim().toLowerCase() ?? '';
  if (part.length > LONGEST_SEARCH)
    throw badInput('text', `at most ${LONGEST_SEARCH} characters`, text);
  return areas().filter(
    (area) =>
      (!kinds || kinds.includes(area.kind)) &&
      (!around || liesIn(area, around)) &&
      area.name.toLowerCase().includes(part),
  );
}
