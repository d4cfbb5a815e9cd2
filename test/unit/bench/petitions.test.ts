import { describe, expect, test } from '@jest/globals';
import { hasPetitions, PETITIONS, petitionsIn, readPetitions } from '../../bench/petitions.ts';
import { measure } from '../../bench/recall.ts';
import { rankingOf, yearsOf } from '../../bench/similar-to-petitions.ts';

const aPetition = (id: number, action: string, rejection: object | null = null) => ({
  id,
  attributes: {
    action,
    background: null,
    additional_details: `More on: ${action}`,
    state: rejection ? 'rejected' : 'open',
    created_at: '2021-01-01T00:00:00.000Z',
    rejection,
  },
});

const duplicateOf = (...ids: number[]) => ({
  code: 'duplicate',
  details: ids.map((id) => `See https://petition.parliament.uk/petitions/${id}`).join('\n'),
});

describe('petitions', () => {
  const { candidates, duplicates } = petitionsIn([
    aPetition(1, 'Ban fireworks'),
    aPetition(2, 'Plant trees'),
    aPetition(3, 'Prohibit fireworks', duplicateOf(99, 1, 2)),
    aPetition(4, 'Forests', duplicateOf(99)),
    aPetition(5, 'Nonsense', { code: 'irrelevant', details: 'petitions/1' }),
    aPetition(6, 'Rockets', duplicateOf(3)),
  ]);

  test('that were not rejected are the candidates', () => {
    expect(candidates.map(({ id }) => id)).toEqual(['1', '2']);
  });

  test('that duplicate a candidate name the first one that is there as the original', () => {
    expect(duplicates.map(({ id, original }) => [id, original])).toEqual([['3', '1']]);
  });
});

describe('petitions of each year', () => {
  test('are those of it alone, and duplicates whose original is of it', () => {
    const of = (year: number, petition: ReturnType<typeof aPetition>) => ({
      ...petition,
      attributes: { ...petition.attributes, created_at: `${year}-05-01T00:00:00.000Z` },
    });
    const years = yearsOf(
      petitionsIn([
        of(2021, aPetition(1, 'Ban fireworks')),
        of(2020, aPetition(2, 'Plant trees')),
        of(2021, aPetition(3, 'Prohibit rockets', duplicateOf(1))),
        of(2021, aPetition(4, 'More trees', duplicateOf(2))),
      ]),
    );
    const ids = years.map(([year, { candidates, duplicates }]) => [
      year,
      ...[...candidates, ...duplicates].map(({ id }) => id),
    ]);
    expect(ids).toEqual([
      ['2020', '2'],
      ['2021', '1', '3'],
    ]);
  });
});

describe('the ranking of petitions', () => {
  const toy = petitionsIn([
    aPetition(1, 'Ban fireworks'),
    aPetition(2, 'Plant trees'),
    aPetition(3, 'Prohibit rockets', duplicateOf(1)),
    aPetition(4, 'Rockets at night', duplicateOf(1)),
  ]);
  const [three] = toy.duplicates;

  test('finds an original by what other duplicates of it say, where it learns from them', () => {
    expect(rankingOf(toy.candidates, { taughtBy: toy.duplicates })(three!)).toEqual(['1']);
    expect(rankingOf(toy.candidates, { taughtBy: [] })(three!)).not.toEqual(['1']);
  });

  test('never finds it by the text of the duplicate itself, and answers the same when asked again', () => {
    const alone = petitionsIn([
      aPetition(1, 'Ban fireworks'),
      aPetition(3, 'Rockets', duplicateOf(1)),
    ]);
    const rank = rankingOf(alone.candidates, { taughtBy: alone.duplicates });
    const withheld = { ...alone.duplicates[0]!, body: '' };
    expect(rank(withheld)).toEqual([]);
    expect(rank(withheld)).toEqual([]);
  });
});

const withData = hasPetitions ? test : test.skip;
if (!hasPetitions) process.stderr.write(`Skipped: there are no petitions at ${PETITIONS}.\n`);

withData(
  'of 387 real duplicates the original is first for 3 of 4, and among ten for 97 of 100',
  () => {
    const { candidates, duplicates } = readPetitions(PETITIONS);
    expect(duplicates).toHaveLength(387);
    const rank = rankingOf(candidates, { taughtBy: duplicates });
    const recall = measure(duplicates, ({ original }) => original, rank);
    expect(recall.at1).toBeGreaterThan(0.75);
    expect(recall.at10).toBeGreaterThan(0.97);
  },
);
