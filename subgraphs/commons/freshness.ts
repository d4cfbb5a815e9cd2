/** How fresh the rows of a list are that the owner itself answers: as of now. */
import type { Organisation } from '../../directory/organisations.ts';

export const live = (
  _page: unknown,
  _args: unknown,
  { organisation }: { organisation: Organisation },
) => [{ organisation, state: 'LIVE' as const, asOf: new Date() }];
