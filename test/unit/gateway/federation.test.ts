import { ApolloServer } from '@apollo/server';
import { QueryPlanner } from '@apollo/query-planner';
import { afterEach, describe, expect, jest, test } from '@jest/globals';
import { readOrganisations } from '../../../directory/organisations.ts';
import { type Context, createFederation } from '../../../gateway/federation.ts';
import { Observation } from '../../../gateway/observing/observation.ts';
import { ownersOf } from '../../../gateway/owners.ts';
import { PLANNER_LIMITS } from '../../../gateway/planner/planner-limits.ts';
import { aDirectory } from '../../support/directory.ts';

const owners = ownersOf(aDirectory(readOrganisations()));
const nobody = () => Promise.reject(new Error('Nobody is asked.'));

afterEach(() => {
  jest.restoreAllMocks();
});

describe.each(['own', 'apollo'] as const)('with EXECUTOR=%s', (executor) => {
  test('the gateway plans with the limits that the tests of the planner use', async () => {
    const plan = jest.spyOn(QueryPlanner.prototype, 'buildQueryPlan');
    const gateway = await createFederation(owners, nobody, { executor, weightOf: () => 1 });
    const server = new ApolloServer<Context>({ gateway });
    await server.start();
    const { signal } = new AbortController();
    const contextValue = {
      caller: null,
      client: null,
      requestId: 'a',
      signal,
      carriesWrites: false,
      admission: null,
      observation: new Observation(),
    };
    await server.executeOperation({ query: '{ themes { id } }' }, { contextValue });
    await server.stop();
    expect(plan.mock.contexts).toMatchObject([{ config: { debug: PLANNER_LIMITS } }]);
    expect(PLANNER_LIMITS).toEqual({ maxEvaluatedPlans: 16, pathsLimit: 20_000 });
  });

  test('a root field without an owner stops the start', async () => {
    const several = { ...owners, of: () => ['labour', 'unite'] };
    const start = async () =>
      (await createFederation(several, nobody, { executor, weightOf: () => 1 })).load({
        apollo: {},
      });
    await expect(start()).rejects.toThrow(/of the contract "coalition" has no @partition/);
  });
});
