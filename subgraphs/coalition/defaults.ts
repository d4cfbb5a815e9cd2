/** What the catalogue answers for fields that many types have. */
import { GraphQLError } from 'graphql';
import type { Affiliate } from '../../directory/directory.ts';
import { type Defaults, idOfRow } from '../framework/server/defaults.ts';
import type { CitationArgs } from './catalogue/citations.ts';
import type { Context } from './context.ts';

/** The affiliate that owns a row. */
export function owner(
  { organisation: id }: { organisation: string },
  _args: unknown,
  { affiliates }: Context,
): Affiliate {
  const found = affiliates.get(id);
  if (!found) throw new GraphQLError(`There is no organisation with the id "${id}".`);
  return found;
}

/** How fresh the rows of a list are. */
export const freshness = (_page: unknown, _args: unknown, context: Context) => context.freshness();

/** What cites a thing. */
const citedIn = ({ _id }: { _id: string }, args: CitationArgs, { load }: Context) =>
  load.citations(_id, args);

export const catalogueDefaults: Defaults<Context> = {
  nodes: { id: idOfRow, organisation: owner, citedIn },
  connections: { freshness },
};
