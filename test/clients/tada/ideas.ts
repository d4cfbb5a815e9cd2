/** What gql.tada makes of the schema, for the compiler to check: nothing runs this file. */
import { initGraphQLTada, type ResultOf, type VariablesOf } from 'gql.tada';
import type { introspection } from './graphql-env.d.ts';

const graphql = initGraphQLTada<{
  introspection: introspection;
  scalars: { DateTime: string; URL: string };
}>();

export const ideas = graphql(`
  query Ideas($order: PolicyIdeaOrder) {
    policyIdeas(first: 2, orderBy: $order) {
      edges {
        node {
          title
        }
      }
      nodes {
        createdAt
      }
    }
  }
`);

/** A value of which the compiler says that it is of the type, and not of a narrower one. */
type Same<A, B> =
  (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
const holds = <T extends true>(): T | undefined => undefined;

type Page = NonNullable<ResultOf<typeof ideas>['policyIdeas']>;
holds<Same<Page['edges'][number]['node'], { title: string } | null>>();
holds<Same<Page['nodes'], ({ createdAt: string } | null)[] | null>>();

export const unset: VariablesOf<typeof ideas> = {};
export const none: VariablesOf<typeof ideas> = { order: null };

export const submit = graphql(`
  mutation Submit($input: SubmitPolicyIdeaInput!) {
    submitPolicyIdea(input: $input) {
      idea {
        id
      }
    }
  }
`);

export const given: VariablesOf<typeof submit> = {
  input: { organisation: 'unite', title: 'Later buses', body: 'Past midnight.', named: null },
};

// @ts-expect-error There is no such order.
export const wrong: VariablesOf<typeof ideas> = { order: 'BEST' };
