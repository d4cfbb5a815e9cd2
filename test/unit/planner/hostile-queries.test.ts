import { describe, expect, test } from '@jest/globals';
import { readOrganisations } from '../../../directory/organisations.ts';
import { createFederation, PLANNER_LIMITS } from '../../../gateway/federation.ts';
import { ownersOf } from '../../../gateway/owners.ts';
import { aDirectory } from '../../support/directory.ts';
import { FIELDS_OF, HOSTILE } from './hostile-queries.ts';
import { nodeTypes, planOf } from './plan.ts';

/** Planning is synchronous, so nothing else could stop it: a test that runs over this failed. */
const ENDS_WITHIN_MS = 10_000;

describe('a hostile query', () => {
  test('has a part for every type that a node can be', () => {
    expect(Object.keys(FIELDS_OF).toSorted()).toEqual(nodeTypes.toSorted());
  });

  test.each(Object.keys(HOSTILE))(
    'is planned within the bound: %s',
    (name) => {
      const { evaluated, fetches } = planOf(HOSTILE[name] ?? '');
      expect(evaluated).toBeGreaterThanOrEqual(1);
      expect(evaluated).toBeLessThanOrEqual(16);
      expect(fetches.length).toBeGreaterThanOrEqual(1);
    },
    ENDS_WITHIN_MS,
  );

  test('of two dozen aliases takes at most one fetch more for an alias than it takes alone', () => {
    const alone = planOf(HOSTILE['search for every node'] ?? '').fetches.length;
    const together = planOf(HOSTILE['two dozen searches for every node'] ?? '').fetches.length;
    expect(together).toBeLessThanOrEqual(24 * (alone + 1));
  });
});

describe('the gateway', () => {
  test('plans within the limits that are tested here', async () => {
    const federation = createFederation(ownersOf(aDirectory(readOrganisations())), () =>
      Promise.reject(new Error('Nobody is asked.')),
    );
    await federation.load();
    const planner: unknown = Reflect.get(federation, 'queryPlanner');
    await federation.stop();
    expect(planner).toMatchObject({ config: { debug: PLANNER_LIMITS } });
    expect(PLANNER_LIMITS).toEqual({ maxEvaluatedPlans: 16, pathsLimit: 20_000 });
  });
});
