/** Reads the file of areas. */
import { parse } from 'csv-parse/sync';
import { StartFailure } from '../platform/start-failure.ts';
import { AreaKind } from './generated/enums.ts';

/** One area. */
export interface Area {
  /** What the API calls it: the column `id` of the file, or else its code. */
  readonly id: string;
  /** Its official code: of the Office for National Statistics (GSS), in the United Kingdom. */
  readonly code: string;
  readonly name: string;
  readonly kind: AreaKind;
  /** The area that it lies in; null for the whole. */
  readonly parent: Area | null;
  /** All that it lies in, the nearest first. */
  readonly ancestors: Area[];
  /** The first day on which it was one, as `2010-05-06`; null when that is not on record. */
  readonly validFrom: string | null;
  /** The last day on which it was one; null while it is. */
  readonly validTo: string | null;
}

const COLUMNS = ['code', 'name', 'kind', 'parent', 'validFrom', 'validTo'] as const;
type Line = Record<(typeof COLUMNS)[number] | 'id', string> & { readonly line: number };

const CODE = /^[\w-]{1,63}$/;
const DAY = /^\d{4}-\d{2}-\d{2}$/;

/**
 * The areas of a file, each after its parent.
 * @param file its name, for errors
 * @throws StartFailure naming the line and what was expected there
 */
export function readAreas(text: string, file: string): Area[] {
  const lines = linesOf(text, file);
  const wrong = (line: number, expected: string): StartFailure =>
    new StartFailure(`${file} line ${line}: expected ${expected}.`);
  const byCode = new Map<string, Area>();
  const ids = new Set<string>();
  let left = lines;
  while (left.length > 0) {
    const ready = left.filter(({ parent }) => parent === '' || byCode.has(parent));
    const [first] = left;
    if (ready.length === 0 && first)
      throw wrong(
        first.line,
        `the code of an area as its parent, and no circle, but got "${first.parent}"`,
      );
    for (const line of ready) {
      const area = areaOfLine(line, byCode.get(line.parent) ?? null, wrong);
      if (byCode.has(area.code) || ids.has(area.id))
        throw wrong(line.line, `a code and an id that no other area has, but got "${area.id}"`);
      byCode.set(area.code, area);
      ids.add(area.id);
    }
    left = left.filter((line) => !ready.includes(line));
  }
  return [...byCode.values()];
}

function linesOf(text: string, file: string): Line[] {
  try {
    const rows: Record<string, string>[] = parse(text, {
      columns: true,
      skip_empty_lines: true,
      bom: true,
    });
    const [first = {}] = rows;
    const missing = COLUMNS.find((column) => first[column] === undefined);
    if (missing) throw new StartFailure(`${file}: expected a column "${missing}" and areas in it.`);
    return rows.map((row, at) => ({ id: '', ...row, line: at + 2 }) as unknown as Line);
  } catch (error) {
    if (error instanceof StartFailure) throw error;
    throw new StartFailure(
      `${file}: expected a CSV file of areas, but ${(error as Error).message}`,
    );
  }
}

function areaOfLine(
  { id, code, name, kind, validFrom, validTo, line }: Line,
  parent: Area | null,
  wrong: (line: number, expected: string) => StartFailure,
): Area {
  const kindNamed = AreaKind.find((one) => one === kind);
  if (!CODE.test(code) || !CODE.test(id || code))
    throw wrong(line, `a code of letters and digits, at most 63, but got "${id || code}"`);
  if (name.trim() === '') throw wrong(line, 'a name');
  if (!kindNamed) throw wrong(line, `kind: one of ${AreaKind.join(', ')}, but got "${kind}"`);
  for (const day of [validFrom, validTo])
    if (day !== '' && !DAY.test(day))
      throw wrong(line, `a day such as 2010-05-06, but got "${day}"`);
  return {
    id: id || code,
    code,
    name: name.trim(),
    kind: kindNamed,
    parent,
    ancestors: parent ? [parent, ...parent.ancestors] : [],
    validFrom: validFrom || null,
    validTo: validTo || null,
  };
}
