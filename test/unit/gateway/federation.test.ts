import { expect, test } from '@jest/globals';
import { readOrganisations } from '../../../directory/organisations.ts';
import { createFederation } from '../../../gateway/federation.ts';
import { ownersOf } from '../../../gateway/owners.ts';
import { PLANNER_LIMITS } from '../../../gateway/planner-limits.ts';
import { aDirectory } from '../../support/directory.ts';

test('the gateway plans with the limits that the tests of the planner use', async () => {
  const federation = await createFederation(
    ownersOf(aDirectory(readOrganisations())),
    () => Promise.reject(new Error('Nobody is asked.')),
    'apollo',
  );
  await federation.load({ apollo: {} });
  const planner: unknown = Reflect.get(federation, 'queryPlanner');
  await federation.stop();
  expect(planner).toMatchObject({ config: { debug: PLANNER_LIMITS } });
  expect(PLANNER_LIMITS).toEqual({ maxEvaluatedPlans: 16, pathsLimit: 20_000 });
});
