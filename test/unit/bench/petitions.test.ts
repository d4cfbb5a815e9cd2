import { describe, expect, test } from '@jest/globals';
import { hasPetitions, PETITIONS, petitionsIn, readPetitions } from '../../bench/petitions.ts';
import { measure } from '../../bench/recall.ts';
import { rankingOf } from '../../bench/similar-to-petitions.ts';

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

describe('the ranking of petitions', () => {
  const toy = petitionsIn([
    aPetition(1, 'Ban fireworks'),
    aPetition(2, 'Plant trees'),
    aPetition(3, 'Prohibit rockets', duplicateOf(1)),
    aPetition(4, 'Rockets at night', duplicateOf(1)),
  ]);
  const [three] = toy.duplicates;

  test('finds an original by what other duplicates of it say, where it learns from them', () => {
    expect(rankingOf(toy, true)(three!)).toEqual(['1']);
    expect(rankingOf(toy, false)(three!)).not.toEqual(['1']);
  });

  test('never finds it by the text of the duplicate itself, and answers the same when asked again', () => {
    const alone = petitionsIn([
      aPetition(1, 'Ban fireworks'),
      aPetition(3, 'Rockets', duplicateOf(1)),
    ]);
    const rank = rankingOf(alone, true);
    const withheld = { ...alone.duplicates[0]!, body: '' };
    expect(rank(withheld)).toEqual([]);
    expect(rank(withheld)).toEqual([]);
  });
});

const withData = hasPetitions ? test : test.skip;
if (!hasPetitions) process.stderr.write(`Skipped: there are no petitions at ${PETITIONS}.\n`);

withData(
  'of 387 real duplicates the original is first for 7 of 10, and among ten for 96 of 100',
  () => {
    const petitions = readPetitions(PETITIONS);
    expect(petitions.duplicates).toHaveLength(387);
    const recall = measure(
      petitions.duplicates,
      ({ original }) => original,
      rankingOf(petitions, true),
    );
    expect(recall.at1).toBeGreaterThan(0.7);
    expect(recall.at10).toBeGreaterThan(0.96);
  },
);
