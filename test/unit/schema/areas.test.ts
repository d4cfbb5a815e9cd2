/** The tree of areas. */
import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import {
  areaNamed,
  areaOf,
  areas,
  atLevel,
  idsIn,
  liesIn,
  regions,
} from '../../../schema/areas.ts';
import { AreaKind } from '../../../schema/generated/enums.ts';
import { readAreas } from '../../../schema/read-areas.ts';

const anArea = fc.constantFrom(...areas());
const aKind = fc.constantFrom(...AreaKind);

describe('our areas', () => {
  test('are a state, its nations, the regions of England and the constituencies of 2010', () => {
    const countOf = (wanted: AreaKind) => areas().filter(({ kind }) => kind === wanted).length;
    expect([countOf('STATE'), countOf('NATION'), countOf('REGION')]).toEqual([1, 4, 9]);
    expect(countOf('CONSTITUENCY')).toBe(650);
  });

  test('are found by id and by official code', () => {
    expect(areaNamed('north-west')).toMatchObject({ code: 'E12000002', name: 'North West' });
    expect(areaNamed('E12000002')).toBe(areaNamed('north-west'));
    expect(areaOf('E14000530')).toMatchObject({ id: 'E14000530', name: 'Aldershot' });
    expect([areaNamed('atlantis'), areaOf(null)]).toEqual([null, null]);
  });

  test('have twelve regions, and each constituency lies in one of them', () => {
    expect(regions()).toHaveLength(12);
    for (const area of areas().filter(({ kind }) => kind === 'CONSTITUENCY'))
      expect(regions().filter((region) => liesIn(area, region))).toHaveLength(1);
  });
});

describe('any area', () => {
  test('lies in itself, and in all that its parent lies in', () => {
    fc.assert(
      fc.property(anArea, anArea, (area, other) => {
        expect(liesIn(area, area)).toBe(true);
        if (area.parent && liesIn(area.parent, other)) expect(liesIn(area, other)).toBe(true);
        if (area !== other && liesIn(area, other)) expect(liesIn(other, area)).toBe(false);
      }),
    );
  });

  test('is among the ids in another where it lies in that, and nowhere else', () => {
    fc.assert(
      fc.property(anArea, anArea, (area, other) => {
        expect(idsIn([other.code]).includes(area.id)).toBe(liesIn(area, other));
      }),
    );
  });

  test('is counted at each level where all that lies there is counted, or nowhere', () => {
    fc.assert(
      fc.property(anArea, aKind, (area, kind) => {
        const counted = atLevel(area, kind);
        if (!counted) return;
        expect(liesIn(area, counted)).toBe(true);
        expect(AreaKind.indexOf(counted.kind)).toBeLessThanOrEqual(AreaKind.indexOf(kind));
        for (const id of idsIn([counted.id])) expect(atLevel(areaOf(id)!, kind)).toBe(counted);
      }),
    );
  });

  test.each([
    ['E14000530', 'REGION', 'south-east'],
    ['W07000041', 'REGION', 'wales'],
    ['wales', 'CONSTITUENCY', undefined],
    ['england', 'REGION', undefined],
    ['england', 'NATION', 'england'],
    ['london', 'STATE', 'united-kingdom'],
  ] as const)('%s is counted at the level %s as %s', (id, kind, counted) => {
    expect(atLevel(areaOf(id)!, kind)?.id).toBe(counted);
  });
});

describe('a file of areas', () => {
  const HEAD = 'code,name,kind,parent,validFrom,validTo\n';
  const read = (text: string) => readAreas(text, 'areas.csv');

  test('may have children before their parents, and no ids', () => {
    const found = read(`${HEAD}A2,Part,REGION,A1,2010-05-06,\nA1,"Whole, all",STATE,,,\n`);
    expect(found.map(({ id, name, parent }) => [id, name, parent?.id ?? null])).toEqual([
      ['A1', 'Whole, all', null],
      ['A2', 'Part', 'A1'],
    ]);
    expect(found[1]).toMatchObject({ validFrom: '2010-05-06', validTo: null });
  });

  test.each([
    ['', 'areas.csv: expected a column "code" and areas in it.'],
    ['code,name\nA,B\n', 'areas.csv: expected a column "kind" and areas in it.'],
    [`${HEAD}A1,Whole,PLANET,,,\n`, 'areas.csv line 2: expected kind: one of STATE,'],
    [`${HEAD}A1,,STATE,,,\n`, 'areas.csv line 2: expected a name.'],
    [`${HEAD}a b,Whole,STATE,,,\n`, 'areas.csv line 2: expected a code of letters and digits'],
    [`${HEAD}A1,Whole,STATE,,May,\n`, 'line 2: expected a day such as 2010-05-06, but got "May".'],
    [`${HEAD}A1,Whole,STATE,,,\nA1,Again,STATE,,,\n`, 'line 3: expected a code and an id that no'],
    [`${HEAD}A1,Whole,STATE,,,\nA2,Part,REGION,A3,,\n`, 'line 3: expected the code of an area as'],
    [`${HEAD}A1,One,REGION,A2,,\nA2,Two,REGION,A1,,\n`, 'and no circle, but got "A2".'],
    [`${HEAD}"A1,Whole`, 'areas.csv: expected a CSV file of areas, but'],
  ])('%j is refused in a sentence', (text, sentence) => {
    expect(() => read(text)).toThrow(sentence);
  });
});
