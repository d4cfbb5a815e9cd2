import { expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { tallyFrom } from '../../../subgraphs/organisation/ideas/count.ts';
import { tallied, votes } from './votes.ts';
import { Position } from '../../../schema/generated/enums.ts';

test('what was never voted on has nothing counted', () => {
  const none = { support: 0, oppose: 0, pass: 0 };
  expect(tallyFrom([])).toEqual({ ...none, cast: none });
});

test('each person stands once, and every vote is counted as cast', () => {
  fc.assert(
    fc.property(votes, (cast) => {
      const persons = new Map<string, Position[]>();
      for (const [person, value] of cast)
        if (persons.get(person)?.at(-1) !== value)
          persons.set(person, [...(persons.get(person) ?? []), value]);
      const rows = [...persons.values()];
      const times = (value: string, of: readonly string[][]) =>
        of.flat().filter((one) => one === value).length;
      const groups = Position.flatMap((value) => {
        const current = rows.filter((history) => history.at(-1) === value);
        const sums = {
          support: times('SUPPORT', current),
          oppose: times('OPPOSE', current),
          pass: times('PASS', current),
        };
        return current.length ? [{ _id: value, current: current.length, ...sums }] : [];
      });
      expect(tallyFrom(groups)).toEqual(tallied(cast));
    }),
  );
});
