/** What the owner of rows answers for fields that many types have. */
import type { OrganisationContext } from '../context.ts';
import { live } from '../lists/freshness.ts';
import { type Defaults, idOfRow } from './defaults.ts';

export const ownerDefaults: Defaults<OrganisationContext> = {
  nodes: {
    id: idOfRow,
    organisation: (_row, _args, { organisation }) => organisation,
  },
  connections: { freshness: live },
};
