/** How fresh the rows of a list are that the owner itself answers: as of now. */
import type { Organisation } from '../../../directory/organisations.ts';

export const live = (
  _page: unknown,
  _args: unknown,
  { organisation }: { organisation: Organisation },
) => {
  const now = new Date();
  const state = 'LIVE' as const;
  const fresh = { asOf: now, lastSeenAt: now, lagSeconds: 0, refusedLines: 0, lastRefusal: null };
  return [{ organisation, state, ...fresh }];
};
