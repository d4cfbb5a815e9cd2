/** Makes the context of each request to an organisation: it finds by id what is there and is for the caller to see. */
import type { Organisation } from '../../../directory/organisations.ts';
import { thingOf } from '../../../schema/things.ts';
import { type Access, meets } from '../access/access.ts';
import type { AffiliateIds } from '../affiliates.ts';
import type { OrganisationContext } from '../context.ts';
import { newId } from '../ids.ts';
import { readOnce } from '../loaders.ts';
import type { Composed } from '../module.ts';
import type { Asking } from '../request.ts';

/** What is the same for all requests. */
interface Own {
  organisation: Organisation;
  affiliates: AffiliateIds;
  tables: object;
}

/** A context with the tables and loaders of all Modules. `C` is as much of it as its server uses. */
export const contextFactory =
  <C extends OrganisationContext>(modules: Composed<unknown, C>, own: Own) =>
  (access: Access<C>) =>
  (asking: Asking): C => {
    const context = {
      ...own,
      ...asking,
      owners: [own.organisation],
      readOnce: readOnce(),
      load: modules.loaders(own.tables, asking.caller),
      newId: (type) => newId(own.organisation.id, type),
      may: async (right) => access.may(context, right),
      async find(type, id) {
        const row = (await modules.nodes[type]?.(id, context as never)) ?? null;
        const asked = access.guards.get(thingOf(type).typename);
        return row && (await meets(access, asked, row, context)) ? row : null;
      },
    } satisfies OrganisationContext & Record<'load' | 'tables', object> as unknown as C;
    return context;
  };
