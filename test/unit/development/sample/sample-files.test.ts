import { describe, expect, test } from '@jest/globals';
import { readdirSync } from 'node:fs';
import { readOrganisations } from '../../../../directory/organisations.ts';
import { readSample } from '../../../../development/sample/format.ts';

const files = readdirSync(new URL('../../../../development/sample', import.meta.url))
  .filter((name) => name.endsWith('.json'))
  .map((name) => name.replace('.json', ''));

const KIND_PARTS = {
  PARTY: 'reviews',
  UNION: 'polls',
  THINK_TANK: 'papers',
  MOVEMENT: 'wins',
} as const;

describe('the files of the sample', () => {
  test('there is one for each organisation of the directory', () => {
    expect(files.toSorted()).toEqual(
      readOrganisations()
        .map(({ id }) => id)
        .toSorted(),
    );
  });

  test('an organisation without a file has no sample', () => {
    expect(readSample('nobody')).toBeNull();
  });

  test.each(files)('%s keeps to the format and its limits', (organisation) => {
    const sample = readSample(organisation)!;
    expect(sample.organisation).toBe(organisation);
    expect(sample.ideas).toHaveLength(40);
    expect(sample.events).toHaveLength(12);
    expect(sample.experiences).toHaveLength(8);
  });

  test.each(files)('no two ideas and no two events of %s have the same name', (organisation) => {
    const { ideas, events } = readSample(organisation)!;
    expect(new Set(ideas.map(({ title }) => title.toLowerCase())).size).toBe(40);
    expect(new Set(events.map(({ name }) => name.toLowerCase())).size).toBe(12);
  });

  test.each(files)('what %s refers to is in its file', (organisation) => {
    const { ideas, experiences, reviews, papers } = readSample(organisation)!;
    for (const place of reviews.flatMap((review) => review.ideas))
      expect(place).toBeLessThan(ideas.length);
    for (const place of papers.flatMap(({ claims }) => claims).flatMap((one) => one.experiences))
      expect(place).toBeLessThan(experiences.length);
  });

  test.each(readOrganisations())(
    '$id has the part of its own kind and no other',
    ({ id, kind }) => {
      const sample = readSample(id)!;
      const parts = Object.values(KIND_PARTS).filter((part) => sample[part].length > 0);
      expect(parts).toEqual([KIND_PARTS[kind]]);
    },
  );
});
