import type { ApolloServerPlugin, BaseContext } from '@apollo/server';
import { GraphQLError } from 'graphql';

/** The deepest input of the contracts has five levels. What is much deeper ends whoever walks it by calling itself. */
const DEEPEST = 20;

/** A plugin that refuses variables that are nested too deep, before anything walks them. */
export const refuseDeepVariables = <C extends BaseContext>(): ApolloServerPlugin<C> => ({
  requestDidStart: async () => ({
    didResolveOperation: async ({ request: { variables } }) => {
      if (isDeeper(variables, DEEPEST))
        throw new GraphQLError(
          `The variables of this request are nested too deep: expected at most ${DEEPEST} levels.`,
          { extensions: { code: 'BAD_USER_INPUT', http: { status: 400 } } },
        );
    },
  }),
});

/** Whether a value has more levels of lists and objects than that. */
function isDeeper(value: unknown, levels: number): boolean {
  let level: unknown[] = [value];
  for (let depth = 0; depth <= levels; depth += 1) {
    level = level.flatMap((one) =>
      typeof one === 'object' && one !== null ? Object.values(one) : [],
    );
    if (level.length === 0) return false;
  }
  return true;
}
