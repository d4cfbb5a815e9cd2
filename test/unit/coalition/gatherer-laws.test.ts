import { afterEach, expect, jest, test } from '@jest/globals';
import * as fc from 'fast-check';
import { createGatherer } from '../../../subgraphs/coalition/gatherer.ts';
import { aCatalogue, anOrganisationNamed, followed, type Step, type Versions } from './followed.ts';

const IDS = ['labour', 'unite', 'progress'];

type Action =
  | { do: 'write'; organisation: string; thing: string; lag: number }
  | { do: 'list' }
  | { do: 'wait'; milliseconds: number };

const action: fc.Arbitrary<Action> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('write' as const),
      organisation: fc.constantFrom(...IDS),
      thing: fc.constantFrom('a', 'b', 'c'),
      lag: fc.constantFrom(0, 1, 500, 9_000),
    }),
  },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('list' as const) }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('wait' as const),
      milliseconds: fc.constantFrom(1, 300, 3_000, 30_000),
    }),
  },
);

const outcome = fc.constantFrom('answers', 'answers', 'fails');

afterEach(() => {
  jest.restoreAllMocks();
});

/** What a list found missing of an organisation that it calls live. */
const missing = (acknowledged: Versions, held: Versions, live: ReadonlySet<string>): string[] =>
  [...acknowledged]
    .filter(([id, version]) => live.has(id.split(':')[0]!) && (held.get(id) ?? 0) < version)
    .map(([id]) => id);

test('a list has all that was acknowledged before it was asked for, of every organisation that it calls live', async () => {
  let clock = 0;
  jest.spyOn(Date, 'now').mockImplementation(() => clock);
  await fc.assert(
    fc.asyncProperty(
      fc.scheduler(),
      fc.array(action, { maxLength: 40, size: 'max' }),
      fc.infiniteStream(outcome),
      async (scheduler, actions, outcomes) => {
        clock = 1_000_000;
        const step: Step = async (what) => {
          await scheduler.schedule(Promise.resolve(), what);
          if (what.endsWith('looks') && outcomes.next().value === 'fails')
            throw new Error('It does not answer.');
        };
        const organisations = followed(() => clock, step);
        const catalogue = aCatalogue(step);
        const gatherer = createGatherer(IDS.map(anOrganisationNamed), organisations, catalogue);
        const lists: Promise<string[]>[] = [];
        const list = async () => {
          const acknowledged = organisations.versions();
          const freshness = await gatherer.freshen();
          const live = freshness.filter(({ state }) => state === 'LIVE');
          const ids = new Set(live.map(({ organisation }) => organisation.id));
          return missing(acknowledged, catalogue.held, ids);
        };
        scheduler.scheduleSequence(
          actions.map((one) => async () => {
            if (one.do === 'write') organisations.write(one.organisation, one.thing, one.lag);
            else if (one.do === 'wait') clock += one.milliseconds;
            else lists.push(list());
          }),
        );
        await scheduler.waitIdle();
        expect((await Promise.all(lists)).flat()).toEqual([]);

        const written = new Map<string, number>();
        for (const [id = '', version] of catalogue.writes.map((write) => write.split('@'))) {
          expect(Number(version)).toBeGreaterThan(written.get(id) ?? 0);
          written.set(id, Number(version));
        }
      },
    ),
    { numRuns: 400 },
  );
});
