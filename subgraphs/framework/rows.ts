/** What stands for types of the contracts between resolvers that are no rows. */
import type { Organisation } from '../../directory/organisations.ts';

export type OrganisationRow = Organisation;
